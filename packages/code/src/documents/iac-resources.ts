import { addTo, type Region } from '@railgate/contract';
import type { Node } from '@vscode/tree-sitter-wasm';

import { regionOf } from './iac-syntax.js';
import { stringOf, type IacEntry, type IacObject, type IacReader, type IacValue } from './iac-value.js';

/** What one call of a helper of `railway/iac` makes: `postgres("db", { … })`. */
export interface IacResource {
  /** The helper's own name, whatever the file calls it: `service`, `postgres`, `volume`, `project`. */
  readonly helper: string;
  readonly name: string | undefined;
  /** Of the call. */
  readonly region: Required<Region>;
  /** The options, with what `variable.key = …` sets afterwards. */
  readonly options: IacObject;
}

/** In the order of the file. Calls of other functions, and of helpers that no import names, are none. */
export function resourcesOf(root: Node, reader: IacReader): IacResource[] {
  const helpers = importedHelpers(root);
  if (helpers.size === 0) return [];
  const later = assignmentsOf(root, reader);
  const found: IacResource[] = [];
  for (const call of root.descendantsOfType('call_expression')) {
    const helper = helpers.get(call?.childForFieldName('function')?.text ?? '');
    if (!call || helper === undefined) continue;
    const value = reader.read(call);
    if (value.kind !== 'call') continue;
    const options = optionsOf(value.args[1], value.region);
    const extra = later.get(variableOf(call) ?? '') ?? [];
    found.push({
      helper,
      name: stringOf(value.args[0]),
      region: regionOf(call),
      options:
        extra.length === 0 ? options : { ...options, entries: new Map([...options.entries, ...extra]) },
    });
  }
  return found;
}

/** The names of what `railway/iac` gives, by what this file calls them. */
export function importedHelpers(root: Node): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const specifier of root.descendantsOfType('import_specifier')) {
    const name = specifier?.childForFieldName('name')?.text;
    if (name !== undefined) found.set(specifier?.childForFieldName('alias')?.text ?? name, name);
  }
  return found;
}

function optionsOf(value: IacValue | undefined, region: Required<Region>): IacObject {
  if (value?.kind === 'object') return value;
  return { kind: 'object', region, entries: new Map(), complete: value === undefined };
}

/** `Postgres.networking = { … }`, by the name of the variable. */
function assignmentsOf(root: Node, reader: IacReader): Map<string, [string, IacEntry][]> {
  const found = new Map<string, [string, IacEntry][]>();
  for (const assignment of root.descendantsOfType('assignment_expression')) {
    const left = assignment?.childForFieldName('left');
    const right = assignment?.childForFieldName('right');
    const object = left?.type === 'member_expression' ? left.childForFieldName('object') : undefined;
    const key = left?.childForFieldName('property');
    if (object?.type !== 'identifier' || !key || !right) continue;
    addTo(found, object.text, [key.text, { region: regionOf(key), value: reader.read(right) }]);
  }
  return found;
}

/** The constant that a call is assigned to. */
function variableOf(call: Node): string | undefined {
  const { parent } = call;
  return parent?.type === 'variable_declarator' ? parent.childForFieldName('name')?.text : undefined;
}
