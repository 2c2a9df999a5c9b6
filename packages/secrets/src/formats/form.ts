import type { FormatSource, Sample } from '../format.js';
import type { Samples } from '../sample.js';
import {
  after,
  anyCase,
  BEFORE,
  leastEntropy,
  longest,
  sample,
  source,
  spellings,
  wrong,
  type Part,
} from './pattern-parts.js';

/** The half of a format that follows from the form of its value. Any of it may be said otherwise behind the spread. */
export type Form = Pick<
  FormatSource,
  'keywords' | 'pattern' | 'window' | 'holds' | 'entropy' | 'hits' | 'misses'
>;

/** What the parts do not say. */
export interface Details {
  /** The literal at the beginning when left out. */
  readonly keywords?: readonly string[];
  /** Puts the checksum into a value. A value is a secret only where this changes nothing. */
  readonly seal?: (value: string) => string;
  /** What else must be true of the secret; of values made for samples, too. */
  readonly holds?: (value: string) => boolean;
}

/** A value that its own beginning gives away: `token(['glpat-', [BASE64_URL, 20]])`. */
export function token(parts: readonly Part[], details: Details = {}): Form {
  const [prefix] = parts;
  const { seal = (value) => value } = details;
  const next = (samples: Samples): string => seal(sample(parts, samples));
  return {
    ...judged(parts, details),
    keywords: details.keywords ?? (typeof prefix === 'string' ? [prefix] : []),
    pattern: () => new RegExp(`${BEFORE}(?<secret>${source(parts)})${after(parts)}`),
    // The borders look at three bytes before (`%3D`) and one behind.
    window: { before: 4 + (details.keywords ? longest(parts) : 0), after: longest(parts) + 4 },
    hits: (samples) => [
      { text: `TOKEN=${next(samples)}\n` },
      { text: `const client = connect("${next(samples)}");\n` },
      { text: `{"env":"A=b\\nTOKEN=${next(samples)}\\nC=d"}\n` },
    ],
    misses: (samples) => {
      const [short, alien] = wrong(parts, samples);
      const others: Sample[] = details.seal ? [{ text: `TOKEN=${unsealed(next(samples))}\n` }] : [];
      return [{ text: `TOKEN=${short}\n` }, { text: `TOKEN=${alien}\n` }, ...others];
    },
  };
}

/** Where a value goes that is a secret. */
const SECRET_NAMES = ['key', 'token', 'secret', 'pass', 'pwd', 'pat', 'credential', 'auth', 'bearer'];

export interface Beside extends Details {
  /** What the name holds beside the provider's word; `key`, `token`, `secret`, `pass` … when left out; `[]` is nothing. */
  readonly named?: readonly string[];
}

const NAME = String.raw`[\w.$-]`;
/** `:`, `=`, `:=`, `=>`, `(`, `,` of an argument, `>` of XML, `||`, `:-` of a shell's default, `value:` on the next line. */
const GIVES = String.raw`(?:\s{0,3}(?:: {0,1}\w{1,12} {0,2})?(?::=|=>|={1,3}|[:,(>]|\|\||\?\?|:-)\s{0,12}|,?\s{1,24}\\?["']?value\\?["']?\s{0,2}[:=]\s{0,2}|[ \t]{1,3})`;
const QUOTES = String.raw`(?:\\{0,2}["'\x60]){0,2}`;

/**
 * A value without a beginning of its own: it stands beside a name that holds one of the provider's words and says that
 * it is a secret (`DATADOG_API_KEY=…`, `datadog: { apiKey: '…' }` is none of these, as the word must be in the name).
 * `_` in a word is any separator or none.
 */
export function beside(words: readonly string[], parts: readonly Part[], details: Beside = {}): Form {
  const { named = SECRET_NAMES, seal = (value) => value } = details;
  const next = (samples: Samples): string => seal(sample(parts, samples));
  const name = [...words.slice(0, 1), ...named.slice(0, 1)].join('_');
  return {
    ...judged(parts, details),
    keywords: details.keywords ?? spellings(words),
    pattern: () =>
      new RegExp(
        `${nameOf(words, named)}${NAME}{0,24}${String.raw`\\{0,2}["'\x60\])}]{0,3}`}${GIVES}[{[(]?${QUOTES}(?:(?:Bearer|Basic|Token|token) )?(?<secret>${source(parts)})${after(parts)}(?![+/=])`,
      ),
    window: { before: 48, after: longest(parts) + 128 },
    hits: (samples) => [
      { text: `${name.toUpperCase()}=${next(samples)}\n` },
      { text: `  "${name}": "${next(samples)}",\n` },
      { text: `const ${camel(name)} = process.env.${name.toUpperCase()} ?? '${next(samples)}';\n` },
      { text: `- name: ${name.toUpperCase()}\n  value: "${next(samples)}"\n` },
    ],
    misses: (samples) => {
      const [short, alien] = wrong(parts, samples);
      return [
        { text: `${name}=${short}\n` },
        { text: `${name}: "${alien}"\n` },
        { text: `build_of="${next(samples)}"\n` },
      ];
    },
  };
}

function nameOf(words: readonly string[], named: readonly string[]): string {
  const word = anyCase(words);
  if (named.length === 0) return word;
  const secret = anyCase(named);
  return `(?:${word}[\\w. $-]{0,20}?${secret}|${secret}[\\w.$-]{0,20}?${word})`;
}

function judged(parts: readonly Part[], { seal, holds }: Details): Pick<Form, 'entropy' | 'holds'> {
  const entropy = leastEntropy(parts);
  if (!seal && !holds) return { entropy };
  return { entropy, holds: (value) => (!seal || seal(value) === value) && (!holds || holds(value)) };
}

/** Another last character, which is a part of the checksum. */
function unsealed(value: string): string {
  return value.slice(0, -1) + (value.endsWith('x') ? 'y' : 'x');
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
