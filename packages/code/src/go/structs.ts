import type { SourceFile } from '../common/source-file.js';
import { field, type Node } from '../syntax.js';
import type { Value } from '../value.js';

/** A struct that is made somewhere in the file. */
export interface Made {
  readonly node: Node;
  /** Of its type: `net/http.Cookie`. */
  readonly name: string;
  /** A field, also where it is assigned to the variable that holds the struct. */
  field(name: string): Value | undefined;
}

/** Every `T{…}` whose type's full name a pattern knows. */
export function structsMade(file: SourceFile, names: RegExp): Made[] {
  return file.nodes(['composite_literal']).flatMap((node) => {
    const type = field(node, 'type');
    if (type?.type !== 'qualified_type') return [];
    const name = file.names.full(type);
    if (name === undefined || !names.test(name)) return [];
    return [{ node, name, field: (key: string) => fieldOf(file, node, key) }];
  });
}

function fieldOf(file: SourceFile, node: Node, key: string): Value | undefined {
  const value = file.evaluator.of(node);
  const written = value.kind === 'object' ? value.entries.get(key) : undefined;
  return written ?? assignedField(file, node, key);
}

/** `upgrader.CheckOrigin = …`. */
function assignedField(file: SourceFile, node: Node, key: string): Value | undefined {
  const names = file.names.valueNames();
  let variable: string | undefined;
  let here: Node | null = node;
  for (let steps = 0; here && variable === undefined && steps < 4; steps++) {
    variable = names.get(here.id);
    here = here.parent;
  }
  if (variable === undefined || variable.includes('.')) return undefined;
  const assigned = file.names.assignedMembers(`${variable}.${key}`, node);
  return assigned.length === 0 ? undefined : file.evaluator.valueOfBindings(assigned, node);
}
