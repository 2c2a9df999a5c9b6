import type { Value } from '../value.js';
import type { SourceFile } from './source-file.js';

/** What a file declares for others: its constants, functions and types by name. Unknown values are left out. */
export function exportsOf(file: SourceFile): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  const { root } = file.syntax;
  for (const name of file.names.membersOf(root)) {
    const bindings = file.names.inside(root, name);
    if (bindings.every(({ is }) => is.kind === 'import') && !file.reading.reexports) continue;
    const value = file.evaluator.valueOfBindings(file.names.find(name, root), root);
    if (value.kind !== 'unknown') found.set(name, value);
  }
  return found;
}
