import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { GateError, type DeclaredService, type Gate } from '@railgate/contract';

import { UPDATE_GOLDEN, compareWithGolden } from './golden.js';
import { runGate, type GateRun } from './run-gate.js';

/** `ok` finds nothing, `ng` finds something, `broken` cannot know. */
const FAMILIES = ['ok', 'ng', 'broken'] as const;
type Family = (typeof FAMILIES)[number];

export interface Case {
  /** The folder's name, `ng.shell-from-request`. */
  readonly name: string;
  readonly family: Family;
  readonly folder: string;
}

/** `options.json` of a case. Every part may be left out. */
interface CaseOptions {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly services?: readonly DeclaredService[];
  readonly projects?: readonly string[];
  readonly target?: string;
  /** `YYYY-MM-DD`. */
  readonly now?: string;
}

/**
 * The cases of a gate: `test/cases/{ok,ng,broken}.<what-happens>/` with `input/`, `expected.sarif` and perhaps
 * `options.json`. Git keeps no empty folder, so `input/` may be missing: the gate then sees nothing.
 *
 * @throws {Error} on a folder whose name is of no family, since it would never run.
 */
export function listCases(folder: string | URL): Case[] {
  const root = typeof folder === 'string' ? folder : fileURLToPath(folder);
  const names = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names.map(({ name }) => ({ name, family: familyOf(name), folder: join(root, name) })).sort(byName);
}

/**
 * Runs one case and compares it with its golden file (`expected.sarif`, or `expected-error.json` when the gate throws).
 *
 * @throws {Error} that says what differs.
 */
export async function checkCase<Options>(gate: Gate<Options>, testCase: Case): Promise<void> {
  const ended = await runCase(gate, testCase);
  const problem = ended instanceof GateError ? checkError(ended, testCase) : checkRun(ended, testCase);
  if (problem !== undefined) throw new Error(`${testCase.name}: ${problem}`);
}

async function runCase<Options>(gate: Gate<Options>, testCase: Case): Promise<GateRun | GateError> {
  const { now, ...rest } = readOptions(testCase);
  const input = join(testCase.folder, 'input');
  try {
    return await runGate(gate, existsSync(input) ? input : {}, {
      ...rest,
      ...(now !== undefined && { now: new Date(now) }),
    });
  } catch (error) {
    if (error instanceof GateError) return error;
    throw error;
  }
}

function readOptions(testCase: Case): CaseOptions {
  const file = join(testCase.folder, 'options.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as CaseOptions) : {};
}

function checkRun({ findings, scan, log }: GateRun, testCase: Case): string | undefined {
  if (testCase.family === 'ok' && findings.length > 0)
    return `found ${findings.map((finding) => finding.message).join(' ')}`;
  if (testCase.family === 'ng' && findings.length === 0) return 'found nothing.';
  if (testCase.family === 'broken' && scan.gaps.length === 0) return 'has no gap and no error.';
  if (testCase.family !== 'broken' && scan.gaps.length > 0) return `has a gap: ${scan.gaps[0]?.message}`;
  return compareWithGolden(log, join(testCase.folder, 'expected.sarif'));
}

function checkError(error: GateError, testCase: Case): string | undefined {
  if (testCase.family !== 'broken') return `ended with ${error.code}: ${error.message}`;
  const file = join(testCase.folder, 'expected-error.json');
  const text = `${JSON.stringify({ code: error.code, message: error.message, remedy: error.remedy }, null, 2)}\n`;
  if (process.env[UPDATE_GOLDEN] === '1') writeFileSync(file, text);
  if (!existsSync(file)) return `${file} is missing. Write it with ${UPDATE_GOLDEN}=1.`;
  return readFileSync(file, 'utf8') === text ? undefined : `the error differs from ${file}:\n${text}`;
}

function familyOf(name: string): Family {
  const family = FAMILIES.find((candidate) => name.startsWith(`${candidate}.`));
  if (!family) throw new Error(`The case ${name} is of no family: its name starts with ok., ng. or broken.`);
  return family;
}

function byName(a: Case, b: Case): number {
  return a.name < b.name ? -1 : 1;
}
