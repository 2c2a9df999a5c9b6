import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { EXIT, cleanText, type RunManifest } from '@railgate/contract';

import { defineCommand } from '../command.js';
import { GATES } from '../gates.js';
import type { Io } from '../io.js';

export const verifyCommand = defineCommand({
  name: 'verify',
  positionals: 'RUN.json',
  arity: [1, 1],
  summary: 'Judges a run.json again from its own facts, and fails when an expected gate is not proven.',
  options: {
    gate: {
      type: 'string',
      multiple: true,
      value: 'ID',
      help: 'this gate must be part of the run, and proven',
    },
    'max-data-age': { type: 'string', value: 'AGE', help: 'oldest advisory data today, `7d` for instance' },
    json: { type: 'boolean', help: 'as JSON' },
  },
  async run({ positionals, options }, io) {
    const { checkArchive, parseAge, readManifest, runDate, verifyManifest } =
      await import('@railgate/runner');
    const [name = ''] = positionals;
    const file = resolve(io.cwd, name);
    const read = await readManifest(file, name);
    if ('violations' in read) return report({ problems: read.violations }, name, options, io);
    const { manifest } = read;
    const maxAge = options['max-data-age'];
    const verification = verifyManifest(manifest, {
      now: runDate(io.env),
      maxDataAge: maxAge === undefined ? undefined : parseAge(maxAge, '--max-data-age'),
      gates: options.gate,
    });
    const archive = archiveProblems(file, (log) => checkArchive(manifest, log));
    const problems = [...verification.problems, ...archive];
    return report({ ...verification, problems, manifest }, name, options, io);
  },
});

interface Verified {
  readonly problems: readonly string[];
  readonly unproven?: readonly string[];
  readonly verdict?: RunManifest['verdict'];
  readonly exitCode?: 0 | 1 | 2;
  readonly manifest?: RunManifest;
}

/** Larger archives take longer to read than everything else: the manifest stands for itself. */
const ARCHIVE_LIMIT = 100 * 1024 * 1024;

/** The archive beside the manifest, where there is one. */
function archiveProblems(file: string, check: (log: unknown) => string[]): string[] {
  const path = join(dirname(file), 'report.sarif');
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat || stat.size > ARCHIVE_LIMIT) return [];
  try {
    return check(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return ['report.sarif beside it cannot be read.'];
  }
}

function report(verified: Verified, name: string, { json = false }: { json?: boolean }, io: Io): number {
  const { problems, unproven = [], verdict, manifest } = verified;
  const exitCode = problems.length > 0 ? EXIT.incomplete : (verified.exitCode ?? EXIT.incomplete);
  if (json) {
    io.stdout.write(
      `${JSON.stringify({ exitCode, problems, unproven, verdict: verdict ?? null }, null, 2)}\n`,
    );
    return exitCode;
  }
  for (const line of linesOf(verified, cleanText(name), exitCode)) io.stdout.write(`${line}\n`);
  const missing = manifest ? notPart(manifest) : [];
  if (missing.length > 0)
    io.stdout.write(`Not part of the run, so nothing is said of them: ${missing.join(', ')}.\n`);
  return exitCode;
}

function linesOf(
  { problems, unproven = [], verdict, manifest }: Verified,
  name: string,
  exitCode: number,
): string[] {
  if (problems.length > 0) {
    return [
      `${name} does not hold together, so nothing of it is believed:`,
      ...problems.map((problem) => `  - ${cleanText(problem)}`),
      'Run the gates again.',
    ];
  }
  const open = (verdict?.reasons ?? []).filter(({ waived }) => !waived);
  const reasons = open.map(
    ({ gate, target, code, message, remedy }) =>
      `  - ${cleanText(`${gate} ${target}: ${code === 'FINDINGS' ? '' : `${code}: `}${message} ${remedy}`)}`,
  );
  const others = unproven.map((one) => `  - ${cleanText(one)}`);
  return [`${name}: ${headline(exitCode, manifest)}`, ...reasons, ...others];
}

function headline(exitCode: number, manifest: RunManifest | undefined): string {
  const outcomes = manifest?.outcomes ?? [];
  const gates = new Set(outcomes.map(({ gate }) => gate)).size;
  const looked = `${counted(outcomes.length, 'outcome')} of ${counted(gates, 'gate')} on ${manifest?.date ?? ''}`;
  if (exitCode === EXIT.clean) return `proven clean, by ${looked}.`;
  if (exitCode === EXIT.findings) return `findings, by ${looked}:`;
  return `not proven, by ${looked}:`;
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

function notPart({ expected }: RunManifest): string[] {
  const there = new Set(expected.map(({ gate }) => gate));
  return GATES.map(({ id }) => id).filter((id) => !there.has(id));
}
