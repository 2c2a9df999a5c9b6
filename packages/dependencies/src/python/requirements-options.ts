/** One option of a line of a requirements file: `{ name: 'requirement', value: 'base.txt' }`. */
export interface RequirementsOption {
  readonly name: string;
  readonly value: string;
}

const SHORT = new Map(
  Object.entries({ r: 'requirement', c: 'constraint', e: 'editable', i: 'index-url', f: 'find-links' }),
);
/** Options that stand alone. */
const FLAGS = new Set(['no-index', 'pre', 'prefer-binary', 'require-hashes']);
const WITH_VALUE = [
  'requirement', 'constraint', 'editable', 'index-url', 'pypi-url', 'extra-index-url', 'find-links', 'hash',
  'no-binary', 'only-binary', 'trusted-host', 'use-feature', 'global-option', 'config-settings', 'config-setting',
]; // prettier-ignore

/**
 * Splits a line into what it requires and its options, as pip does: the first word that starts with a dash begins them.
 *
 * @returns no `options` where pip knows one of them as little as we do
 */
export function splitOptions(text: string): { words: string; options?: readonly RequirementsOption[] } {
  const start = text.startsWith('-') ? 0 : text.indexOf(' -') + 1;
  if (start === 0 && !text.startsWith('-')) return { words: text, options: [] };
  const options = parseOptions(shellWords(text.slice(start)));
  return { words: text.slice(0, start).trim(), ...(options && { options }) };
}

function parseOptions(words: readonly string[]): RequirementsOption[] | undefined {
  const options: RequirementsOption[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    // Words between options are arguments, which pip passes over.
    if (!word.startsWith('-')) continue;
    const { name, value } = word.startsWith('--') ? longOption(word.slice(2)) : shortOption(word.slice(1));
    if (name === undefined) return undefined;
    if (FLAGS.has(name)) options.push({ name, value: '' });
    else options.push({ name, value: value ?? words[++index] ?? '' });
  }
  return options;
}

interface Word {
  readonly name: string | undefined;
  readonly value?: string;
}

function shortOption(word: string): Word {
  const name = SHORT.get(word[0] ?? '');
  return { name, ...(word.length > 1 && { value: word.slice(1) }) };
}

/** Python's optparse takes any beginning that only one option has: `--req`. */
function longOption(word: string): Word {
  const at = word.indexOf('=');
  const given = at < 0 ? word : word.slice(0, at);
  const all = [...WITH_VALUE, ...FLAGS];
  const meant = all.includes(given) ? [given] : all.filter((name) => name.startsWith(given));
  return { name: meant[0], ...(at >= 0 && { value: word.slice(at + 1) }) };
}

/** Words as a shell has them: quotes group, a backslash takes the next character as it is. */
function shellWords(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (character === '\\' && quote !== "'") word = (word ?? '') + (text[++at] ?? '');
    else if (quote === '' && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
}
