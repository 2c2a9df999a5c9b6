import type { Trust } from '../generic/form.js';
import { isManagedHost } from './managed-host.js';
import { isBlank, isDisguisedWord, isExample } from './placeholder.js';
import { isPublished } from './published-examples.js';
import { rarity } from './rarity.js';
import { isEncrypted, isReference } from './reference.js';
import { isRun } from './runs.js';
import { hasOtherForm, isCode, isDigest, isPattern, isUuid } from './shape.js';
import { surroundings } from './surroundings.js';

/** What a value is judged by. */
export interface Judged {
  readonly value: string;
  /** What it is given to; empty where that is not known. */
  readonly name: string;
  readonly path: string;
  /** The line that it stands on, or a part of it around the value. */
  readonly line: string;
  /** Of a candidate; left out for a value that has a form of its own, which is only asked for placeholders and examples. */
  readonly trust?: Trust;
  /** Of a value with a form: words such as `test` and `example` are no reason, since that form holds one (`sk_test_`). */
  readonly wordsAllowed?: boolean;
  /** Of a value with a form: the words beside it are a part of the form, since the value alone may be many things. */
  readonly isBeside?: boolean;
}

/** Longer ones are files, not secrets that somebody typed. */
const LONGEST = 4096;
/** Bits for each character: 95 of 100 identifiers are below, 97 of 100 random values of eight characters above. */
const RARE = 5.4;
/** Shorter ones cannot be told from words by how rare they are. */
const SHORTEST_RARE = 8;
/** Letters and digits: nineteen of twenty random ones of that length are above, words of code and names of variables below. */
const RANDOM = 6;
const SHORTEST_RANDOM = 7;
/** No random value of twenty characters is below, in a hundred thousand. */
const PROSE = 4.2;
/** Characters. Longer ones hold key material, and people do not write examples of that length by hand. */
const LONGEST_SHOWN = 110;

/** Says why a value is no secret: a placeholder, an example, a reference, a hash; nothing where it may be one. */
export function notASecret(judged: Judged): string | undefined {
  // Asked last, as a digest costs more than the rest.
  return whyNot(judged) ?? (isPublished(judged.value) ? 'published' : undefined);
}

function whyNot(judged: Judged): string | undefined {
  const { value, trust } = judged;
  if (value.length === 0) return 'empty';
  if (trust === undefined) return ofAForm(judged);
  if (value.length > LONGEST) return 'too long';
  if (isEncrypted(value)) return 'encrypted';
  if (isReference(value) && !isRandom(value)) return 'reference';
  if (isBlank(value)) return 'placeholder';
  if (trust === 'stored') return stored(judged);
  return around(judged) ?? hasOtherForm(value) ?? (trust === 'config' ? inConfig(judged) : given(judged));
}

/** Tests of TLS and SSH carry keys that were made for them: nothing but their server knows those. */
const KEY_BLOCK = /^-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY/;

/** A value whose form is its proof: only what nobody would use is left out. */
function ofAForm({ value, path, wordsAllowed = false, isBeside = false }: Judged): string | undefined {
  if (!wordsAllowed && (isShown(value) || isOfWords(value))) return 'example';
  if (isRun(value)) return 'run of characters';
  if (!isBeside && !KEY_BLOCK.test(value)) return undefined;
  const is = surroundings(path);
  return is === 'tests' || is === 'examples' ? 'example' : undefined;
}

/** In long random values the short words of examples stand by chance: `fake` or `todo` in one of 150 RSA keys. */
function isShown(value: string): boolean {
  return value.length > LONGEST_SHOWN ? isBlank(value) : isExample(value);
}

/** `glpat-token_for_the_other_platform`: the prefix and the length are right, the rest is prose. */
function isOfWords(value: string): boolean {
  return value.length >= 20 && value.length <= 200 && rarity(value) < PROSE;
}

/** Only a secret stands there, so a word is one; but not in an example of the file. */
function stored({ value, path, line }: Judged): string | undefined {
  const is = surroundings(path);
  if (is === 'own') return undefined;
  return is !== 'generated' && isManagedHost(line) && isRare(value) ? undefined : 'example';
}

function around({ value, name, path, line }: Judged): string | undefined {
  const is = surroundings(path);
  if (is === 'generated') return 'generated';
  if (is === 'wordings') return 'translation';
  if (isDigest(value, name, line)) return 'digest';
  return /\s/.test(value) || /[^\x20-\x7e]/.test(value) ? 'text' : undefined;
}

/** In a file of settings people write passwords that they chose: those hold a digit or a sign, or are rare. */
function inConfig(judged: Judged): string | undefined {
  const { value, name, path, line } = judged;
  if (isRare(value)) return given(judged);
  if (surroundings(path) !== 'own' || isComment(line)) return 'example';
  if (echoes(value, name)) return 'name';
  return value.length >= 6 && /\d/.test(value) && /[A-Za-z]/.test(value) ? undefined : 'word';
}

function given(judged: Judged): string | undefined {
  const { value, path, name, line } = judged;
  if (isExample(value)) return 'example';
  if (isRun(value)) return 'run of characters';
  if (isPattern(value) || (isCode(value) && !isRandom(value))) return 'code';
  if (echoes(value, name)) return 'name';
  if (!isRare(value) || isEncodedWords(value) || isDisguisedWord(value)) return 'word';
  if (surroundings(path) !== 'own') return 'example';
  return isComment(line) && (!isToken(value) || SHOWS.test(line)) ? 'example in a comment' : undefined;
}

const SHOWS = /\bexample|\be\.g\./i;

/** Comments show how something is used: only what looks like a real token counts there. */
function isToken(value: string): boolean {
  const isMixed = /\d/.test(value) && /[A-Za-z]/.test(value);
  return value.length >= 24 && isMixed && !isUuid(value) && rarity(value) >= RARE + 0.6;
}

function isComment(line: string): boolean {
  return /^\s*(?:#|\/\/|\/?\*|;|--\s|<!--|%|"{3}|rem\s)/i.test(line);
}

/** Base64 of a text in words, `dGVzdDp0ZXN0` of `test:test`. */
function isEncodedWords(value: string): boolean {
  if (!/^[A-Za-z0-9+/]{8,512}={0,2}$/.test(value)) return false;
  const text = Buffer.from(value, 'base64').toString('latin1');
  return /^[\x20-\x7e]{5,}$/.test(text) && (isExample(text) || rarity(text) < RARE);
}

function isRare(value: string): boolean {
  return value.length >= SHORTEST_RARE && rarity(value) >= RARE;
}

/** Random values with all signs of the keyboard hold `$a`, `;` and brackets by chance; what is between the signs tells. */
function isRandom(value: string): boolean {
  const plain = value.replace(/[^A-Za-z0-9]/g, '');
  return plain.length >= SHORTEST_RANDOM && rarity(plain) >= RANDOM;
}

/** `password: password`, `IRC_PASS=irc_pass`, `apiKey = "api-key"`: the value is the name, or one of its words. */
function echoes(value: string, name: string): boolean {
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  return (
    plain.length > 0 &&
    name
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .endsWith(plain)
  );
}
