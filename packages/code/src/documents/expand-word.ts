/** A word of a Dockerfile with its arguments put in. */
export interface ExpandedWord {
  readonly text: string;
  /** Something of it stays as it is, since nobody here can say what it stands for. */
  readonly open: boolean;
}

/** No name of an image is that long; defaults that name each other twice would grow without end. */
const LENGTH_LIMIT = 1000;
/** `${A:-${B:-…}}` */
const DEPTH_LIMIT = 8;

/**
 * As BuildKit's shell lexer does it: quotes and escapes go, `$A`, `${A}`, `${A:-b}`, `${A:+b}` and `${A:?b}` are put in. What
 * has no value stays as it stands, where BuildKit takes nothing or stops; so does what is cut out of a value, `${A%-slim}`.
 *
 * @param escape of the file: `\` or a backtick
 */
export function expandWord(word: string, values: ReadonlyMap<string, string>, escape = '\\'): ExpandedWord {
  const expansion = new Expansion(word.slice(0, LENGTH_LIMIT), values, escape);
  const text = expansion.word('');
  return { text, open: expansion.open || word.length > LENGTH_LIMIT };
}

class Expansion {
  open = false;
  readonly #word: string;
  readonly #values: ReadonlyMap<string, string>;
  readonly #escape: string;
  #at = 0;
  #depth = 0;
  #length = 0;

  constructor(word: string, values: ReadonlyMap<string, string>, escape: string) {
    this.#word = word;
    this.#values = values;
    this.#escape = escape;
  }

  /** Up to a character that ends it, which is not taken; `''` is the end of the text. */
  word(end: '' | '}' | '"'): string {
    let text = '';
    while (this.#at < this.#word.length) {
      const character = this.#word.charAt(this.#at);
      if (character === end) break;
      text += this.#piece(character, end === '"');
    }
    return text;
  }

  #piece(character: string, isQuoted: boolean): string {
    if (character === '$') return this.#reference();
    if (character === this.#escape) return this.#escaped(isQuoted);
    if (character === '"' && !isQuoted) return this.#quoted();
    if (character === "'" && !isQuoted) return this.#literal();
    this.#at++;
    return character;
  }

  /** Within double quotes it is one before these characters alone. */
  #escaped(isQuoted: boolean): string {
    const next = this.#word.charAt(this.#at + 1);
    this.#at += 2;
    return isQuoted && !`"$${this.#escape}`.includes(next) ? this.#escape + next : next;
  }

  #quoted(): string {
    this.#at++;
    const text = this.word('"');
    if (this.#word.charAt(this.#at) === '"') this.#at++;
    else this.open = true;
    return text;
  }

  #literal(): string {
    const end = this.#word.indexOf("'", this.#at + 1);
    const text = this.#word.slice(this.#at + 1, end < 0 ? undefined : end);
    if (end < 0) this.open = true;
    this.#at = end < 0 ? this.#word.length : end + 1;
    return text;
  }

  #reference(): string {
    const start = this.#at++;
    NAME.lastIndex = start;
    const [whole, brace = '', name = ''] = NAME.exec(this.#word) ?? [];
    if (whole === undefined) return '$';
    this.#at = start + whole.length;
    const value = brace === '' ? this.#values.get(name) : this.#braced(name);
    if (value !== undefined && this.#length + value.length <= LENGTH_LIMIT) {
      this.#length += value.length;
      return value;
    }
    this.open = true;
    return this.#word.slice(start, this.#at);
  }

  /** What stands behind the name, up to its brace. */
  #braced(name: string): string | undefined {
    OPERATOR.lastIndex = this.#at;
    const operator = OPERATOR.exec(this.#word)?.[0];
    if (operator === undefined || this.#depth === DEPTH_LIMIT) return this.#unknown();
    this.#at += operator.length;
    this.#depth++;
    const wasOpen = this.open;
    const other = this.word('}');
    this.#depth--;
    if (this.#word.charAt(this.#at) !== '}') return undefined;
    this.#at++;
    return this.#choose(operator, this.#values.get(name), other, wasOpen);
  }

  #choose(operator: string, value: string | undefined, other: string, wasOpen: boolean): string | undefined {
    // With a colon, an empty value is none.
    const isSet = operator.startsWith(':') ? value !== undefined && value !== '' : value !== undefined;
    const takesOther = operator.endsWith('+') ? isSet : operator.endsWith('-') && !isSet;
    if (takesOther) return other;
    this.open = wasOpen;
    if (operator.endsWith('+')) return '';
    return operator.endsWith('?') && !isSet ? undefined : value;
  }

  /** To the brace that ends it, or to the end. */
  #unknown(): undefined {
    const end = this.#word.indexOf('}', this.#at);
    this.#at = end < 0 ? this.#word.length : end + 1;
    return undefined;
  }
}

const NAME = /\$(\{?)([A-Za-z_]\w*)/y;
/** Also nothing, before the brace that ends it. */
const OPERATOR = /:?[-+?]|(?=\})/y;
