import {
  GateError,
  VERSION,
  type Count,
  type GateMeta,
  type Rule,
  type Scan,
  type ScanInput,
} from '@railgate/contract';
import { buildRun } from '@railgate/sarif/run';

import { accountFinding, toFinding } from './finding.js';
import { openPool, type Pool } from './look/pool.js';
import { engineProof } from './look/proof.js';
import type { Options } from './options.js';
import type { Part } from './part.js';
import { allRules, rulesOf } from './rules/index.js';
import { lookAtFiles, type Files } from './where/files.js';
import type { History } from './where/history.js';

/** Looks everywhere that the options say, and makes one run of it. */
export async function scanTarget(meta: GateMeta, input: ScanInput<Options>): Promise<Scan> {
  prove();
  const pool = openPool();
  try {
    const files = input.options.files ? await lookAtFiles(input, pool) : NO_FILES;
    const history = await asked(input, pool, files);
    const findings = [
      ...files.places.map((file) => toFinding(file.path, file.place, history?.commitsOf(file))),
      ...files.accounts.map(({ path, place }) => accountFinding(path, place)),
    ];
    const parts = await withEngines(input, { ...files, findings });
    const environment = await environmentOf(input);
    const written = await withUserRules(input);
    const own = [...parts, ...(history ? [history] : []), ...environment];
    const rules = input.workspace.staged ? rulesOf(own.flatMap((part) => part.findings)) : allRules();
    const scan = joined(meta, input, [...own, ...written.parts], [...rules, ...written.rules]);
    return { ...scan, ...(history && { textOf: history.textOf }) };
  } finally {
    await pool.close();
  }
}

let missed: readonly string[] | undefined;

/**
 * An engine that misses what was made for it has not looked at anything. Once a thread, which loads its code once: a thread
 * that was warmed up has just done it.
 */
export function prove(): void {
  missed ??= engineProof().missed;
  if (missed.length > 0)
    throw new GateError('CANARY_MISSED', `The engine did not find what was planted: ${missed.join(', ')}.`);
}

const NO_FILES: Files = { places: [], accounts: [], expected: {}, seen: {} };

/** What is staged has no history yet. */
async function asked(input: ScanInput<Options>, pool: Pool, files: Files): Promise<History | undefined> {
  const { history } = input.options;
  if (history === false || input.workspace.staged) return undefined;
  const { lookAtHistory } = await import('./where/history.js');
  return lookAtHistory(input, history, pool, files.places);
}

/** A part of an index says nothing of a contract, and a hook is not to wait for parsers. */
async function environmentOf(input: ScanInput<Options>): Promise<Part[]> {
  const { environment } = input.options;
  if (environment === false || !input.options.files || input.workspace.staged === true) return [];
  const { lookAtEnvironment } = await import('./environment/look.js');
  return [await lookAtEnvironment(input, environment)];
}

/** Their findings and those of the files are merged: a secret that several report is one. */
async function withEngines(input: ScanInput<Options>, files: Part): Promise<Part[]> {
  const { engines, require } = input.options;
  if ((engines.length === 0 && require.length === 0) || !input.options.files) return [files];
  if (input.workspace.staged)
    return [withoutEngines(files, new Set([...engines, ...(require === 'all' ? [] : require)]))];
  const { askEngines, mergeLeaks } = await import('./engines/index.js');
  const others = await askEngines(input, input.options);
  return [{ ...files, findings: mergeLeaks(files.findings, others.leaks) }, others];
}

/** They read the disk, which need not be what is staged. */
function withoutEngines(files: Part, engines: ReadonlySet<string>): Part {
  const message = 'It was not asked: it cannot look at what is staged.';
  return { ...files, degraded: [...engines].map((engine) => ({ engine, message })) };
}

const ONLY_FILES = {
  engine: 'rules of your own',
  message: 'They look at the files as they are; the history was looked at without them.',
};

/** Rules of users, and those that the repository wrote for gitleaks. */
async function withUserRules(input: ScanInput<Options>): Promise<{ parts: Part[]; rules: readonly Rule[] }> {
  const { options, workspace } = input;
  const isForeign = workspace.files.some(({ path }) =>
    /(?:^|\/)\.(?:gitleaks|betterleaks)\.toml$/.test(path),
  );
  if (options.rules.length === 0 && !isForeign) return { parts: [], rules: [] };
  const { userRulesOf, lookWithRules } = await import('./user-rules/index.js');
  const { rules: userRules, gaps } = await userRulesOf(workspace, options.rules);
  const isOfHistory = options.history !== false && workspace.staged !== true && userRules.length > 0;
  const degraded = isOfHistory ? [ONLY_FILES] : [];
  if (!options.files) return { parts: [{ findings: [], gaps, degraded, expected: {}, seen: {} }], rules: [] };
  const look = await lookWithRules(input, userRules);
  const part = { findings: look.findings, gaps: [...gaps, ...look.gaps], degraded, expected: {}, seen: {} };
  return { parts: [part], rules: look.rules };
}

function joined(
  meta: GateMeta,
  input: ScanInput<Options>,
  parts: readonly Part[],
  rules: readonly Rule[],
): Scan {
  const findings = parts.flatMap((part) => part.findings);
  const gaps = parts.flatMap((part) => part.gaps ?? []);
  const notScanned = parts.flatMap((part) => part.notScanned ?? []);
  const degraded = parts.flatMap((part) => part.degraded ?? []);
  const own = { name: 'railgate-secrets', version: VERSION, canary: 'found' } as const;
  const evidence = {
    engines: [own, ...parts.flatMap((part) => part.engines ?? [])],
    expected: sum(parts.map((part) => part.expected)),
    seen: sum(parts.map((part) => part.seen)),
  };
  const run = buildRun({ meta, target: input.target.id, rules, findings, evidence, gaps, notScanned });
  // A gap may come from a machine that was too busy.
  const repeatable = gaps.length === 0 && degraded.length === 0;
  return { run, evidence, gaps, notScanned, degraded, repeatable };
}

function sum(counts: readonly Count[]): Count {
  const total: Record<string, number> = {};
  for (const count of counts)
    for (const [name, value] of Object.entries(count)) total[name] = (total[name] ?? 0) + value;
  return total;
}
