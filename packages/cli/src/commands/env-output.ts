import { cleanText } from '@railgate/contract';
import type {
  ContractReport,
  EnvironmentReport,
  ExampleChange,
  VariableReport,
} from '@railgate/gate-secrets/environment';

import { plural } from '../words.js';

const HEAD = ['variable', 'without it', 'kind', 'read in', 'declared in'] as const;
const WIDEST = 60;

/** One table a contract. Names and places only. */
export function tableText({ contracts, computed }: EnvironmentReport): string {
  if (contracts.length === 0) return 'Nothing here reads or declares an environment variable.\n';
  const notes =
    computed.length === 0 ? [] : [`Names that are computed, which may be any: ${places(computed)}.\n`];
  return [...contracts.map(contractText), ...notes].join('\n');
}

function contractText({ folder, example, variables }: ContractReport): string {
  const where = folder === '.' ? 'the repository root' : cleanText(folder);
  const title = `${where}: ${example === null ? 'no .env.example' : cleanText(example)}`;
  const rows = [HEAD, ...variables.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
  return `${title}\n${lines.join('\n')}\n`;
}

function rowOf({ name, without, isPublic, isSecret, readIn, declaredIn }: VariableReport): string[] {
  const kind = isPublic && isSecret ? 'public secret' : isSecret ? 'secret' : isPublic ? 'public' : '-';
  const effect = { fails: 'may fail', default: 'has a default', unread: 'nobody reads it' }[without];
  return [cleanText(name).slice(0, WIDEST), effect, kind, places(readIn), places(declaredIn)];
}

function places(all: readonly string[]): string {
  const [first, ...others] = all;
  if (first === undefined) return '-';
  return others.length === 0 ? cleanText(first) : `${cleanText(first)} and ${others.length} more`;
}

export function writtenText(examples: readonly ExampleChange[]): string {
  if (examples.length === 0)
    return 'railgate: every variable that is read is declared; nothing was written.\n';
  return examples
    .map(({ path, added, before }) => {
      const what = before === undefined ? 'made, with' : 'now names';
      return `railgate: ${cleanText(path)} ${what} ${plural(added.length, 'variable')} more. Fill in no values: it is for everybody.\n`;
    })
    .join('');
}

export function gapsText({ gaps }: EnvironmentReport): string {
  return gaps.map(({ message }) => `railgate: ${cleanText(message)}\n`).join('');
}

/** A diff shows lines around what changes: their values are nobody's business. Keeps the number of lines. */
export function hideValues(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (/^\s*(?:#|$)/.test(line) && !line.includes('=')) return line;
      const name = /^\s*(?:#\s*)?(?:export\s+)?[\w.-]{1,300}\s*[=:]/.exec(line)?.[0];
      const rest = line.slice(name?.length ?? 0).trim();
      return rest === '' ? line : `${name ?? ''}…`;
    })
    .join('\n');
}
