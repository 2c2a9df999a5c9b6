import type { EnvRead } from '../facts.js';
import { ancestors, field, nodesOfType, type Node } from '../syntax.js';
import type { EnvValue } from '../value.js';
import { environmentRead } from './environment.js';
import type { PythonFile } from './file.js';

/** Reads of the environment, each with the fallback of the expression around it, and the fields of pydantic's settings. */
export function envReadsOf(file: PythonFile): EnvRead[] {
  const read = nodesOfType(file.syntax.root, 'subscript', 'call').flatMap((node) => {
    const value = environmentRead(file.values, node);
    return value && !isWritten(node) ? [toRead(file, node, wholeRead(file, node, value))] : [];
  });
  return [...read, ...settingsOf(file)];
}

function toRead(file: PythonFile, node: Node, { names: [name], fallback }: EnvValue): EnvRead {
  return { ...file.at(node), name, inBrowser: false, ...(fallback && { fallback }) };
}

/** The outermost expression around a read that still is that read: `int(os.getenv("X") or 3000)`. */
function wholeRead(file: PythonFile, node: Node, value: EnvValue): EnvValue {
  let best = value;
  for (const above of ancestors(node)) {
    if (!TRANSPARENT.has(above.type)) break;
    const around = file.valueOf(above);
    if (around.kind === 'env' && around.names[0] === value.names[0]) best = around;
  }
  return best;
}

const TRANSPARENT: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'boolean_operator',
  'conditional_expression',
  'call',
  'argument_list',
  'attribute',
]);

/** `os.environ["X"] = …`, `del os.environ["X"]`. */
function isWritten(node: Node): boolean {
  const { parent } = node;
  return parent?.type === 'delete_statement' || (parent?.type === 'assignment' && isLeft(parent, node));
}

function isLeft(assignment: Node, node: Node): boolean {
  return field(assignment, 'left')?.equals(node) === true;
}

function settingsOf(file: PythonFile): EnvRead[] {
  const { classes } = file.values;
  return nodesOfType(file.syntax.root, 'class_definition').flatMap((node) =>
    [...classes.fieldsOf(node).values()].flatMap((one) => {
      const setting = classes.settingOf(node, one);
      return setting ? [toRead(file, one.node, setting)] : [];
    }),
  );
}
