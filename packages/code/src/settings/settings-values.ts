import type { Value } from '../value.js';
import { valueOfText } from './placeholders.js';
import { plainKey, type Setting } from './setting.js';

/** Settings by name, with what their placeholders stand for. */
export class SettingsValues {
  readonly #settings = new Map<string, readonly Setting[]>();
  readonly #open = new Set<string>();
  readonly #outside: ReadonlyMap<string, Value> | undefined;

  /** @param outside what `${…}` may stand for as well: the settings of the file that holds for all profiles. */
  constructor(settings: readonly Setting[], outside?: ReadonlyMap<string, Value>) {
    this.#outside = outside;
    // The last one counts, but none of development where there is another; HOCON's `${?X}` only where X is set.
    for (const setting of settings) {
      const key = plainKey(setting.key);
      const known = this.#settings.get(key) ?? [];
      if (setting.guard !== 'development' || known.length === 0) {
        this.#settings.set(key, isOptional(setting) ? [...known, setting] : [setting]);
      }
    }
  }

  of({ text, place }: Setting): Value {
    return valueOfText(text, place, (name) => this.named(name));
  }

  /** Nothing where no setting has the name; also of one that stands for itself. */
  named(name: string): Value | undefined {
    const key = plainKey(name);
    const settings = this.#settings.get(key);
    if (!settings || this.#open.has(key) || this.#open.size > DEPTH_LIMIT) return this.#outside?.get(key);
    this.#open.add(key);
    try {
      return this.overlaid(settings);
    } finally {
      this.#open.delete(key);
    }
  }

  /** Several of one name, of which a later one counts where it is set. */
  overlaid(settings: readonly Setting[]): Value | undefined {
    let value: Value | undefined;
    for (const setting of settings) {
      const next = this.of(setting);
      const hasNone = next.kind === 'env' && next.fallback === undefined;
      value = value && hasNone ? { ...next, fallback: value } : next;
    }
    return value;
  }

  /** All of them, for files that refer to them by name. */
  all(): ReadonlyMap<string, Value> {
    const names = [...this.#settings.keys()];
    return new Map(names.flatMap((key) => [[key, this.named(key)] as const]).filter(isThere));
  }
}

const DEPTH_LIMIT = 20;

function isOptional({ text }: Setting): boolean {
  return /^\$\{\?[^}]*\}$/.test(text);
}

function isThere(entry: readonly [string, Value | undefined]): entry is readonly [string, Value] {
  return entry[1] !== undefined;
}
