import { GateError } from '@railgate/contract';

/**
 * The JSON of a tool that may have said something before and after it.
 *
 * @throws {GateError} `REPORT_UNREADABLE`
 */
export function parseReport(tool: string, stdout: string): Json {
  const start = stdout.indexOf('{');
  try {
    return new Json(
      JSON.parse(stdout.slice(start === -1 ? stdout.length : start, stdout.lastIndexOf('}') + 1)),
    );
  } catch {
    throw unreadable(tool, start === -1 ? 'there is no JSON in it' : 'it is cut off, or no JSON');
  }
}

export function unreadable(tool: string, why: string): GateError {
  return new GateError('REPORT_UNREADABLE', `The report of ${tool} cannot be read: ${why}.`);
}

/** A value of a report, whatever it turns out to be. */
export class Json {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  /** Own properties alone. Nothing where this is no object. */
  at(key: string): Json {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return new Json(undefined);
    return new Json((value as Readonly<Record<string, unknown>>)[key]);
  }

  has(key: string): boolean {
    return this.at(key).#value !== undefined;
  }

  /** Empty where this is no list. */
  items(): Json[] {
    return Array.isArray(this.#value) ? this.#value.map((item) => new Json(item)) : [];
  }

  /** Of an object. */
  entries(): [string, Json][] {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
    return Object.entries(value).map(([key, item]) => [key, new Json(item)]);
  }

  isList(): boolean {
    return Array.isArray(this.#value);
  }

  /** Empty where this is no text. */
  text(): string {
    return typeof this.#value === 'string' ? this.#value : '';
  }

  texts(): string[] {
    return this.items().flatMap((item) => item.text() || []);
  }

  isTrue(): boolean {
    return this.#value === true;
  }

  isFalse(): boolean {
    return this.#value === false;
  }

  number(): number | undefined {
    return typeof this.#value === 'number' ? this.#value : undefined;
  }
}
