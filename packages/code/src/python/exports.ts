import type { Modules } from '../extractor.js';
import type { Syntax } from '../syntax.js';
import type { Value } from '../value.js';
import { Scopes } from './scope.js';
import { Values } from './values.js';

/**
 * What a module binds at its top, by name: constants, classes as the object of their fields, and functions with one
 * `return` as `name()`. Packages hand on what they import.
 */
export function exportsOf(syntax: Syntax, modules: Modules): ReadonlyMap<string, Value> {
  const scopes = new Scopes(syntax.root);
  const values = new Values(syntax, scopes, modules);
  const found = new Map<string, Value>();
  const handsOn = /(?:^|\/)__init__\.py$/.test(syntax.path);
  for (const from of scopes.wildcards) {
    for (const [name, value] of modules.exportsOf(syntax.path, from) ?? []) found.set(name, value);
  }
  for (const [name, declarations] of scopes.topLevel(syntax.root)) {
    const [first] = declarations;
    if (!first || (first.kind === 'import' && !handsOn)) continue;
    if (first.kind === 'import') handOn(first, name, syntax.path, modules, found);
    else if (first.kind === 'function') {
      const name = values.names.returnedBy(nameNode(first.node));
      if (name) found.set(`${first.node.childForFieldName('name')?.text ?? ''}()`, values.of(name));
    } else found.set(name, values.ofDeclarations(declarations, syntax.root));
  }
  return found;
}

function handOn(
  { from, name: original }: { readonly from: string; readonly name: string },
  name: string,
  path: string,
  modules: Modules,
  found: Map<string, Value>,
): void {
  const exports = modules.exportsOf(path, from);
  for (const end of ['', '()']) {
    const value = exports?.get(original + end);
    if (value) found.set(name + end, value);
  }
}

function nameNode(definition: Syntax['root']): Syntax['root'] | undefined {
  return definition.childForFieldName('name') ?? undefined;
}
