import { isObject } from '@railgate/contract';

import { drop } from './drop.js';
import { TEXTS } from './fix-type.js';
import type { JsonObject } from './json.js';
import { kebab } from './kebab.js';
import type { Note } from './notes.js';
import type { Target } from './target.js';

/** What a run whose tool does not give its name is called. */
export const UNKNOWN = 'unknown';

/** An object without a property that it must have: filled in where something true can be said, else dropped. */
export function fixRequired(target: Target, note: Note, messageOf: (owner: JsonObject) => string): void {
  const missing = String(target.error.params['missingProperty']);
  if (!isObject(target.value)) return;
  const value = fill(missing, target, target.value, messageOf);
  const code = `${kebab(missing)}-missing`;
  if (value === undefined) {
    note(code, `\`${target.name}\` had no \`${missing}\`; dropped.`, target.error.instancePath);
    return drop(target);
  }
  target.value[missing] = value;
  note(code, `\`${missing}\` was missing; ${FILLED[missing] ?? 'filled in'}.`, target.error.instancePath);
}

/** An object that has none of several properties of which it must have one. */
export function fixAlternatives(target: Target, note: Note): void {
  const { value, name, error } = target;
  if (!isObject(value)) return;
  if (TEXTS.has(name) && typeof value['markdown'] === 'string') {
    value['text'] = value['markdown'];
    return note(
      `${kebab(name)}-text-missing`,
      `\`${name}\` had no \`text\`; filled with its \`markdown\`.`,
      error.instancePath,
    );
  }
  if (name === 'physicalLocation' && value['region'] !== undefined) {
    value['artifactLocation'] = {};
    return note(
      'artifact-location-missing',
      'A place named no file; an empty `artifactLocation` was put in.',
      error.instancePath,
    );
  }
  note(`${kebab(name)}-empty`, `\`${name}\` had nothing that it must have; dropped.`, error.instancePath);
  drop(target);
}

const FILLED: Readonly<Record<string, string>> = {
  message: "filled with the rule's description, or with a note that there is none",
  executionSuccessful: 'taken from the exit code, and for false where there is none',
};

function fill(
  missing: string,
  target: Target,
  owner: JsonObject,
  messageOf: (owner: JsonObject) => string,
): unknown {
  if (missing === 'message') return { text: messageOf(owner) };
  if (missing === 'tool') return { driver: { name: UNKNOWN } };
  if (missing === 'driver') return { name: UNKNOWN };
  if (missing === 'name') return typeof owner['fullName'] === 'string' ? owner['fullName'] : UNKNOWN;
  if (missing === 'executionSuccessful') return owner['exitCode'] === 0;
  if (missing === 'text' && typeof owner['markdown'] === 'string') return owner['markdown'];
  if (missing === 'id' && target.isIndexed) {
    return typeof owner['name'] === 'string' ? owner['name'] : `${UNKNOWN}-${target.key}`;
  }
  return undefined;
}
