import type { FunctionInfo, ModuleIndex } from '../syntax/module-index.js';
import { textOf } from '../syntax/module-index.js';
import { child, type PyNode } from '../syntax/node.js';
import { stringValue } from '../syntax/strings.js';
import { snakeCase } from '../flow/secret-names.js';

const STATEMENTS = new Set([
  'expression_statement',
  'return_statement',
  'block',
  'function_definition',
  'module',
  'if_statement',
  'for_statement',
]);

/**
 * The names that a value goes under: variables it is assigned to, keyword arguments and keys it is given as, and, where
 * it is returned, the function's name. In snake case.
 */
export function namesOfUse(node: PyNode, module: ModuleIndex, fn: FunctionInfo | undefined): string[] {
  const names: string[] = [];
  let below = node;
  for (
    let around = node.parent;
    around !== undefined && !STATEMENTS.has(around.type);
    around = around.parent
  ) {
    collect(around, below, module, names);
    below = around;
  }
  const statement = below.parent;
  if (statement?.type === 'return_statement' && fn !== undefined) names.push(fn.name);
  return names.map(snakeCase);
}

function collect(around: PyNode, below: PyNode, module: ModuleIndex, names: string[]): void {
  const named =
    around.type === 'assignment' || around.type === 'augmented_assignment'
      ? child(around, 'left')
      : around.type === 'keyword_argument' || around.type === 'named_expression'
        ? child(around, 'name')
        : undefined;
  if (named !== undefined && named !== below) names.push(textOf(module, named));
  if (around.type !== 'pair') return;
  const key = child(around, 'key');
  const text = key === undefined ? undefined : stringValue(key, module.text);
  if (text !== undefined) names.push(text);
}
