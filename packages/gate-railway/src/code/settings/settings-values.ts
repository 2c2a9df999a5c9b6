import type { Value } from '../value.js';
import { valueOfText } from './placeholders.js';
import { plainKey, type Setting } from './setting.js';

/** Settings by name, with what their placeholders stand for. */
export class SettingsValues {
  readonly #settings = new Map<string, Setting>();
  readonly #open = new Set<string>();
  readonly #outside: ReadonlyMap<string, Value> | undefined;

  /** @param outside what `${…}` may stand for as well: the settings of the file that holds for all profiles. */
  constructor(settings: readonly Setting[], outside?: ReadonlyMap<string, Value>) {
    this.#outside = outside;
    // The last one counts, but none of development where there is another.
    for (const setting of settings) {
      const key = plainKey(setting.key);
      if (setting.guard !== 'development' || !this.#settings.has(key)) this.#settings.set(key, setting);
    }
  }

  of({ text, place }: Setting): Value {
    return valueOfText(text, place, (name) => this.named(name));
  }

  /** Nothing where no setting has the name; also of one that stands for itself. */
  named(name: string): Value | undefined {
    const key = plainKey(name);
    const setting = this.#settings.get(key);
    if (!setting || this.#open.has(key) || this.#open.size > DEPTH_LIMIT) return this.#outside?.get(key);
    this.#open.add(key);
    try {
      return this.of(setting);
    } finally {
      this.#open.delete(key);
    }
  }

  /** All of them, for files that refer to them by name. */
  all(): ReadonlyMap<string, Value> {
    const names = [...this.#settings.keys()];
    return new Map(names.flatMap((key) => [[key, this.named(key)] as const]).filter(isThere));
  }
}

const DEPTH_LIMIT = 20;

function isThere(entry: readonly [string, Value | undefined]): entry is readonly [string, Value] {
  return entry[1] !== undefined;
}
