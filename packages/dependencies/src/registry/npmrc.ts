/** What a file of npm's configuration says. A key without a value is `true`; `key[]` gives lists. */
export type Npmrc = ReadonlyMap<string, string | readonly string[]>;

const LINE = /^([^=]+)(?:=(.*))?$/;

/** Reads npm's form of INI as npm does (its library `ini`). Keys of sections do not count, since npm asks for none of them. */
export function parseNpmrc(text: string): Npmrc {
  const found = new Map<string, string | string[]>();
  for (const line of text.split(/[\r\n]+/)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith(';') || trimmed.startsWith('#')) continue;
    if (trimmed.startsWith('[') && trimmed.endsWith(']')) break;
    const [, key, value] = LINE.exec(line) ?? [];
    if (key !== undefined) put(found, unquote(key), value === undefined ? 'true' : unquote(value));
  }
  return found;
}

function put(found: Map<string, string | string[]>, key: string, value: string): void {
  const isList = key.length > 2 && key.endsWith('[]');
  const name = isList ? key.slice(0, -2) : key;
  const known = found.get(name);
  if (Array.isArray(known)) known.push(value);
  else if (isList) found.set(name, known === undefined ? [value] : [known, value]);
  else found.set(name, value);
}

function unquote(text: string): string {
  const value = text.trim();
  const [first] = value;
  if (value.length < 2 || (first !== '"' && first !== "'") || !value.endsWith(first)) return uncomment(value);
  const quoted = first === "'" ? value.slice(1, -1) : value;
  try {
    const parsed: unknown = JSON.parse(quoted);
    return typeof parsed === 'string' ? parsed : String(parsed);
  } catch {
    return quoted;
  }
}

/** Up to the first `;` or `#` that no backslash stands before. */
function uncomment(value: string): string {
  let plain = '';
  for (let i = 0; i < value.length; i += 1) {
    const character = value[i] ?? '';
    if (character === ';' || character === '#') break;
    const next = value[i + 1] ?? '';
    if (character === '\\' && (next === '\\' || next === ';' || next === '#')) {
      plain += next;
      i += 1;
    } else {
      plain += character;
    }
  }
  return plain.trim();
}
