/** An object of a JSON text. Only its own properties are asked for, so that no name of a stranger leads to a prototype. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function fieldsIn(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Cut after `limit` characters; empty where it is no text. */
export function textIn(value: unknown, limit: number): string {
  if (typeof value !== 'string') return '';
  return value.length > limit ? flat(`${value.slice(0, limit - 1)}…`) : value;
}

/** At most `count` texts; an identifier that is too long is none, so those are left out. */
export function wordsIn(value: unknown, count: number, limit: number): string[] {
  const words = listIn(value).filter(
    (word): word is string => typeof word === 'string' && word !== '' && word.length <= limit,
  );
  return words.slice(0, count);
}

export function positiveIn(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : undefined;
}

/** A slice keeps the whole text in memory that it was cut from; a copy does not. */
function flat(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
