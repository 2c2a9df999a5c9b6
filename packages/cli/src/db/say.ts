import type { EcosystemData, SignalData } from '@railgate/advisories';
import { cleanText } from '@railgate/contract';

import type { Io } from '../io.js';
import { plural } from '../words.js';

/** What the three actions share of what they were asked. */
export interface DbArguments {
  readonly from?: string;
  readonly kev?: string;
  readonly epss?: string;
  readonly 'no-signals'?: boolean;
  readonly 'trivy-from'?: string;
  readonly 'no-trivy'?: boolean;
  readonly 'max-data-age'?: string;
  readonly json?: boolean;
}

/** What is wrong and what helps, as errors of the command itself are shown. */
export function complain(io: Io, message: string, remedy: string): void {
  io.stderr.write(`railgate: ${cleanText(message)}\n          ${cleanText(remedy)}\n`);
}

export function answer(io: Io, json: boolean | undefined, value: object, lines: readonly string[]): void {
  if (json) io.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  else for (const line of lines) io.stdout.write(`${cleanText(line)}\n`);
}

/** One line: `npm         220,000 records of 210,000 packages, newest of 2026-11-20`. */
export function archiveLine(data: EcosystemData): string {
  const { ecosystem, records, packages, withdrawn, builtAt } = data;
  const parts = [
    `${plural(records, 'record')} of ${plural(packages, 'package')}, newest of ${builtAt.slice(0, 10)}`,
    ...(withdrawn > 0 ? [`${withdrawn} withdrawn`] : []),
  ];
  return `${ecosystem.padEnd(12)}${parts.join(', ')}`;
}

/** Records that could not be read: each is a vulnerability that may be missed. */
export function brokenLines({ broken, brokenNames, unclear }: EcosystemData): string[] {
  const more = broken - brokenNames.length;
  return [
    ...(broken > 0 ? [`${plural(broken, 'record')} could not be read:`] : []),
    ...brokenNames.map(({ name, why }) => `  ${name}: ${why}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(unclear > 0
      ? [
          `${plural(unclear, 'record')} with a range that cannot be read; scans say which packages that concerns.`,
        ]
      : []),
  ].map((line) => `${' '.repeat(12)}${line}`);
}

export function signalLine({ name, entries, builtAt }: SignalData): string {
  return `${name.padEnd(12)}${plural(entries, 'entry', 'entries')}, of ${builtAt.slice(0, 10)}`;
}
