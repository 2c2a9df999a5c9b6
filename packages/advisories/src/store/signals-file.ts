import type { SignalData } from '../database.js';
import type { Slice } from '../records/stored.js';
import { Container, ContainerWriter } from './container.js';
import { signalsDescription, type SignalsDescription } from './description.js';

/** A number for each of many CVEs. */
export class SignalsFile {
  readonly description: SignalsDescription;
  readonly #container: Container;
  #tables: { readonly keys: Float64Array; readonly values: Float64Array } | undefined;

  constructor(path: string) {
    this.#container = new Container(path);
    try {
      this.description = signalsDescription(this.#container);
    } catch (error) {
      this.#container.close();
      throw error;
    }
  }

  get(cve: string): number | undefined {
    const key = cveKey(cve);
    // EPSS has hundreds of thousands, and most runs find nothing to ask for.
    this.#tables ??= {
      keys: this.#numbers(this.description.keys),
      values: this.#numbers(this.description.values),
    };
    const { keys, values } = this.#tables;
    if (key === undefined) return undefined;
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] as number) < key) low = middle + 1;
      else high = middle;
    }
    return keys[low] === key ? values[low] : undefined;
  }

  close(): void {
    this.#container.close();
  }

  #numbers(slice: Slice): Float64Array {
    const bytes = this.#container.read(slice);
    return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  }
}

/** @param signals by the number of the CVE */
export function writeSignals(
  path: string,
  signals: ReadonlyMap<number, number>,
  { origin, ...data }: Omit<SignalData, 'entries'> & Pick<SignalsDescription, 'origin'>,
): void {
  const sorted = [...signals].sort(([a], [b]) => a - b);
  const writer = new ContainerWriter(path);
  try {
    const keys = writer.append(bytesOf(sorted.map(([key]) => key)));
    const values = writer.append(bytesOf(sorted.map(([, value]) => value)));
    const description = {
      data: { ...data, entries: sorted.length },
      keys,
      values,
      ...(origin && { origin }),
    };
    writer.finish(description satisfies SignalsDescription);
  } catch (error) {
    writer.discard();
    throw error;
  }
}

function bytesOf(numbers: readonly number[]): Buffer {
  return Buffer.from(Float64Array.from(numbers).buffer);
}

/** Year and number fit into the 53 bits of a number. */
const NUMBERS_OF_A_YEAR = 1e10;

export function cveKey(cve: string): number | undefined {
  const [, year, number] = /^CVE-(\d{4})-(\d{4,10})$/.exec(cve) ?? [];
  return year === undefined ? undefined : Number(year) * NUMBERS_OF_A_YEAR + Number(number);
}
