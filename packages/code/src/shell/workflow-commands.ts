import { simpleCommands } from './simple-commands.js';

/** A line of a workflow that may hold commands, continuation lines joined to it. */
export interface RunLine {
  readonly startLine: number;
  readonly startColumn: number;
  /** The words of each command. */
  readonly commands: readonly (readonly string[])[];
}

const LINE_LIMIT = 20_000;

/**
 * What the lines of a workflow run. Which key a line belongs to is not looked at: the text of a `run: |` block has none,
 * and `name: railway …` is a command called `name:` that nobody looks for. Comments are left out. Linear in the text.
 */
export function runLines(text: string): RunLine[] {
  const lines = text.split(/\r?\n/, LINE_LIMIT);
  const found: RunLine[] = [];
  for (let at = 0; at < lines.length; at++) {
    const first = at;
    const parts = [lines[at] ?? ''];
    while (parts.at(-1)?.endsWith('\\') && at + 1 < lines.length) parts.push(lines[++at] ?? '');
    const line = parts.map((part) => (part.endsWith('\\') ? part.slice(0, -1) : part)).join(' ');
    const command = withoutKey(line.trim());
    if (command === '' || command.startsWith('#')) continue;
    const startColumn = (lines[first] ?? '').search(/\S/) + 1;
    found.push({ startLine: first + 1, startColumn, commands: simpleCommands(command) });
  }
  return found;
}

/** `- run: "x"` is `x`. */
function withoutKey(line: string): string {
  const rest = line.replace(/^- /, '').trimStart();
  if (!rest.startsWith('run:')) return rest;
  const value = rest.slice('run:'.length).trim();
  const quote = value.at(0);
  return (quote === '"' || quote === "'") && value.length > 1 && value.endsWith(quote)
    ? value.slice(1, -1)
    : value;
}
