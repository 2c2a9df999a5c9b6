import { field, nodesOfType, parts, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import type { ScriptFile } from './file.js';
import { stringText } from './scope.js';

/** The exported constants of a module by name, `default` included; re-exports are followed. */
export function exportsOf(file: ScriptFile): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const node of nodesOfType(file.syntax.root, 'export_statement')) addExport(file, node, found);
  for (const node of nodesOfType(file.syntax.root, 'assignment_expression')) addCommonJs(file, node, found);
  return found;
}

function addExport(file: ScriptFile, statement: Node, found: Map<string, Value>): void {
  const value = field(statement, 'value');
  if (value) found.set('default', file.valueOf(value));
  const declaration = field(statement, 'declaration');
  for (const declarator of declaration ? nodesOfType(declaration, 'variable_declarator') : []) {
    const name = field(declarator, 'name');
    if (name?.type === 'identifier') found.set(name.text, file.valueOf(name));
  }
  const from = stringText(field(statement, 'source'));
  const others = from === undefined ? undefined : file.modules.exportsOf(file.syntax.path, from);
  if (from !== undefined && statement.text.startsWith('export *')) {
    for (const [name, one] of others ?? []) if (name !== 'default') found.set(name, one);
  }
  for (const specifier of nodesOfType(statement, 'export_specifier')) {
    const name = field(specifier, 'name');
    const exported = field(specifier, 'alias')?.text ?? name?.text;
    if (!name || exported === undefined) continue;
    const one = from === undefined ? file.valueOf(name) : others?.get(name.text);
    if (one) found.set(exported, one);
  }
}

/** `module.exports = { … }`, `exports.PORT = …`. */
function addCommonJs(file: ScriptFile, assignment: Node, found: Map<string, Value>): void {
  const target = file.values.nameOf(field(assignment, 'left'));
  const right = field(assignment, 'right');
  if (target === 'module.exports') {
    const value = file.valueOf(right);
    found.set('default', value);
    if (value.kind === 'object') for (const [name, one] of value.entries) found.set(name, one);
  }
  const name = /^(?:module\.)?exports\.(\w+)$/.exec(target ?? '')?.[1];
  if (name !== undefined && parts(assignment).length > 0) found.set(name, file.valueOf(right));
}
