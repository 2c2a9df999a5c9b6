import { cleanText } from '@railgate/contract';
import type { Migration, MigrationStop } from '@railgate/gate-railway/migrate';

import { plural } from '../words.js';

interface SummaryOptions {
  readonly dryRun: boolean;
  /** The project's name, where nobody gave one. */
  readonly guessedProject: string | undefined;
  /** Breaks a line for the terminal: the first part with one indentation, the others with another. */
  readonly wrap: (line: string, indent: string, first: string) => string[];
}

/** The file as it would be written, for a terminal. */
export function dryRunText(text: string): string {
  return text.split('\n').map(cleanText).join('\n');
}

export function problemsText(problems: MigrationStop['problems']): string {
  const lines = problems.map(({ path, message }) => `  ${cleanText(path)}: ${cleanText(message)}`);
  return [
    'railgate: nothing was written, since these files cannot be read:',
    ...lines,
    'Railway deletes services that railway.ts does not name. Mend the files, and run it again.\n',
  ].join('\n');
}

/** What was carried, what was not, and what has to be done before anything is applied. */
export function summaryText(migration: Migration, options: SummaryOptions): string {
  const sections = [
    headLines(migration, options),
    leftLines(migration, true, 'Not carried, and without it Railway does something else'),
    leftLines(
      migration,
      false,
      'Left out, since Railway ignores it today (`railgate fix` mends misspelt keys; migrate again then)',
    ),
    checkLines(migration, options),
    nextLines(migration),
  ];
  const wrapped = sections
    .filter((lines) => lines.length > 0)
    .map((lines) =>
      lines
        .flatMap((line) => options.wrap(line.trimStart(), '    ', line.startsWith(' ') ? '  ' : ''))
        .join('\n'),
    );
  return `${wrapped.join('\n\n')}\n`;
}

function headLines({ services }: Migration, { dryRun }: SummaryOptions): string[] {
  const carried = services.reduce((count, { settings }) => count + settings.length, 0);
  const done = dryRun ? 'would be written' : 'written';
  return [
    `.railway/railway.ts ${done}: ${plural(services.length, 'service')}, ${plural(carried, 'setting')} carried.`,
  ];
}

function leftLines({ services }: Migration, isLost: boolean, title: string): string[] {
  const lines = services.flatMap(({ configFile, left }) =>
    left
      .filter((one) => one.isLost === isLost)
      .map(({ name, why }) => `  ${cleanText(configFile)}: ${cleanText(name)}${isLost ? `: ${why}` : ''}`),
  );
  return lines.length === 0 ? [] : [title, ...lines];
}

function checkLines(migration: Migration, { guessedProject }: SummaryOptions): string[] {
  const { guessedNames, hidden, unnamed } = migration;
  const lines = [
    ...(guessedProject === undefined
      ? []
      : [`  the project is called ${show(guessedProject)} in Railway (else give --project-name)`]),
    ...(guessedNames.length === 0
      ? []
      : [
          `  services are called ${guessedNames.map(show).join(', ')} in Railway (else give --service PATH=NAME)`,
        ]),
    ...hidden.map((path) => `  ${cleanText(path)} stands beside a railway.toml, so Railway never read it`),
    ...(unnamed.length === 0
      ? []
      : [`  no config file, so not in railway.ts: ${unnamed.map(cleanText).join(', ')}`]),
  ];
  return lines.length === 0 ? [] : ['Check', ...lines];
}

function show(name: string): string {
  return cleanText(JSON.stringify(name));
}

function nextLines({ services }: Migration): string[] {
  const files = services.map(({ configFile }) => cleanText(configFile));
  const shown =
    files.length > 4 ? `${files.slice(0, 4).join(', ')} and ${files.length - 4} more` : files.join(', ');
  return [
    'Before it is applied',
    '  1. Add what else the project has, databases, volumes, domains and variables: `railway config pull --json` shows it. What railway.ts does not name, Railway deletes.',
    `  2. Remove ${shown}: Railway plans nothing for a service that both manage.`,
    '  3. `railway config plan` must show nothing to destroy.',
  ];
}
