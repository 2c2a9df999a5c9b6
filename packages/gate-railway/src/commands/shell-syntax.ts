import { shellWords } from '@railgate/code';

/** What only a shell understands, as it is written; undefined where a program could be started with these words. */
export function shellSyntax(command: string): string | undefined {
  const words = shellWords(command).map(({ text, start, end }) => ({ text, raw: command.slice(start, end) }));
  const first = words[0]?.text ?? '';
  if (BUILTINS.has(first) || ASSIGNMENT.test(first)) return first.replace(/=.*$/s, '=');
  // An operator glued to a word may as well be a part of an address, `?a=1&b=2`.
  const found = words.find(({ raw }) => OPERATOR.test(raw) || /^~\//.test(raw) || /[^\\];$/.test(raw));
  return found && (OPERATOR.exec(found.raw)?.[0] ?? (found.raw.endsWith(';') ? ';' : '~'));
}

/** The same of an exec form, where quotes are gone: only whole words count. */
export function shellSyntaxOfWords(words: readonly string[]): string | undefined {
  const [first = ''] = words;
  if (BUILTINS.has(first) || ASSIGNMENT.test(first)) return first.replace(/=.*$/s, '=');
  return words.find((word) => /^(?:&&|\|\||[|;]|>>?)$/.test(word));
}

const BUILTINS: ReadonlySet<string> = new Set([
  'cd',
  'exec',
  'export',
  'source',
  '.',
  'set',
  'ulimit',
  'umask',
]);
const ASSIGNMENT = /^[A-Za-z_]\w{0,100}=/;
const OPERATOR = /^(?:&&|\|\||&$|\|$|;|\d?>>?|<|\$\(|`)/;

/** The text that a shell among the words is given, `sh -c "…"`. */
export function shellTextOf(words: readonly string[]): string | undefined {
  const shell = words.findIndex((word) => /(?:^|\/)(?:ba|da|a|z|k)?sh$/.test(word));
  if (shell === -1) return undefined;
  const flag = words.findIndex(
    (word, index) => index > shell && index < shell + 4 && /^-[a-z]{0,6}c$/.test(word),
  );
  return flag === -1 ? undefined : words[flag + 1];
}
