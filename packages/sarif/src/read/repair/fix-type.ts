import { canonicalJson } from './json.js';
import { kebab } from './kebab.js';
import type { Note } from './notes.js';
import { drop } from './drop.js';
import { put, type Target } from './target.js';

/** A value of another type than the schema's: converted where its meaning is plain, else dropped. */
export function fixType(target: Target, note: Note): void {
  const { value, name } = target;
  const expected = String(target.error.params['type']);
  if (value === null) {
    note(`${kebab(name)}-null`, `\`${name}\` was null; dropped.`, target.error.instancePath);
    return drop(target);
  }
  const converted = convert(value, expected, name);
  const was = Array.isArray(value) ? 'array' : typeof value;
  if (converted === undefined) {
    note(
      `${kebab(name)}-wrong-type`,
      `\`${name}\` was of type ${was} and must be ${expected}; dropped.`,
      target.error.instancePath,
    );
    return drop(target);
  }
  note(
    `${kebab(name)}-wrong-type`,
    `\`${name}\` was of type ${was} and must be ${expected}; converted.`,
    target.error.instancePath,
  );
  put(target, converted);
}

function convert(value: unknown, expected: string, name: string): unknown {
  if (expected === 'array') return [value];
  if (expected === 'string') return toText(value, name);
  if (expected === 'object') return typeof value === 'string' ? toObject(value, name) : undefined;
  if (expected === 'boolean') return value === 'true' ? true : value === 'false' ? false : undefined;
  return toNumber(value, expected);
}

function toText(value: unknown, name: string): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  // What identifies a finding is kept whatever its form: equal values give equal texts.
  return name === 'fingerprints' || name === 'partialFingerprints' ? canonicalJson(value) : undefined;
}

function toNumber(value: unknown, expected: string): number | undefined {
  if (typeof value !== 'string' || !/^\s*[+-]?\d{1,15}(?:\.\d{1,15})?\s*$/.test(value)) return undefined;
  const number = Number(value);
  return expected === 'number' || Number.isInteger(number) ? number : undefined;
}

function toObject(text: string, name: string): { text: string } | { uri: string } | undefined {
  if (TEXTS.has(name)) return { text };
  return LOCATIONS.has(name) ? { uri: text } : undefined;
}

/** Properties that hold a message or a multiformatMessageString, themselves or as a map. */
export const TEXTS: ReadonlySet<string> = new Set(
  'description finalState fullDescription globalMessageStrings help immutableState initialState label message messageStrings rendered shortDescription state'.split(
    ' ',
  ),
);

/** Properties that hold an artifactLocation. */
const LOCATIONS: ReadonlySet<string> = new Set(
  'analysisTarget artifactLocation displayBase executableLocation mappedTo originalUriBaseIds stderr stdin stdout stdoutStderr workingDirectory'.split(
    ' ',
  ),
);
