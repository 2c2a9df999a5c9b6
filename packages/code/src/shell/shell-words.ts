/** One word of a command line, quotes and escapes taken off. `start` and `end` are offsets in the command. */
export interface ShellWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Splits a command the way `exec` forms are split: by blanks, with quotes and backslashes, nothing expanded. */
export function shellWords(command: string): ShellWord[] {
  const words: ShellWord[] = [];
  let at = 0;
  while (at < command.length) {
    if (/\s/.test(command.charAt(at))) at++;
    else {
      const word = readWord(command, at);
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

function readWord(command: string, start: number): ShellWord {
  const parts: string[] = [];
  let quote = '';
  let at = start;
  for (; at < command.length; at++) {
    const character = command.charAt(at);
    if (quote === '' && /\s/.test(character)) break;
    if (character === '\\' && quote !== "'") parts.push(command.charAt(++at));
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else parts.push(character);
  }
  return { text: parts.join(''), start, end: Math.min(at, command.length) };
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'busybox']);

/** Does a shell among the words run a command text: `sh -c "…"`, `tini -- bash -lc "…"`? */
export function runsInShell(words: readonly string[]): boolean {
  return words.some((word, index) => {
    if (!SHELLS.has(word.slice(word.lastIndexOf('/') + 1))) return false;
    return words.slice(index + 1, index + 4).some((flag) => /^-[a-z]{0,6}c$/.test(flag));
  });
}

/** Does a command need a shell for more than variables: several commands, redirections, `VAR=x` in front? */
export function isCompound(command: string): boolean {
  return /[;&|<>`\n]|\$\(/.test(command) || /^\s*(?:cd\s|[A-Za-z_]\w{0,100}=|exec\s)/.test(command);
}

/** `/bin/sh -c "exec …"`: `exec` lets the server get SIGTERM; a compound command cannot have it in front. */
export function wrapInShell(command: string): string {
  const inner = isCompound(command) ? command : `exec ${command}`;
  return `/bin/sh -c "${inner.replace(/["\\`]/g, '\\$&')}"`;
}

/** Can the command go between double quotes as it is? With quotes or backslashes inside, a person should look. */
export function isPlain(command: string): boolean {
  return !/["'\\`\n]|\$\(/.test(command);
}
