import {
  GateError,
  cleanText,
  type GateMeta,
  type NotScanned,
  type Scan,
  type ScanInput,
} from '@railgate/contract';
import { buildRun } from '@railgate/sarif/run';

import type { LintEngine, LintScan } from './engine.js';
import { javascriptEngine } from './javascript/index.js';
import type { Options } from './options.js';
import { scanOwnConfig, type OwnConfigScan } from './own-config/index.js';
import { pythonEngine } from './python/index.js';
import { rules } from './rules/index.js';

const ENGINES: Readonly<Record<Options['languages'][number], LintEngine>> = {
  javascript: javascriptEngine,
  python: pythonEngine,
};

/** Asks every engine whose languages the target holds, and makes one run of what they say. */
export async function scanTarget(meta: GateMeta, input: ScanInput<Options>): Promise<Scan> {
  const scans: LintScan[] = [];
  const disabled: NotScanned[] = [];
  for (const [language, engine] of Object.entries(ENGINES)) {
    const files = input.target.files.filter(({ path }) => engine.reads(path));
    if (files.length === 0) continue;
    if (input.options.languages.some((wanted) => wanted === language))
      scans.push(await engine.scan(files, input));
    else disabled.push(...files.map(({ path }) => ({ path, reason: 'language switched off' })));
  }
  const own = input.options.ownConfig ? await scanOwnConfig(input) : undefined;
  return toScan(meta, input, scans, disabled, own);
}

function toScan(
  meta: GateMeta,
  input: ScanInput<Options>,
  scans: readonly LintScan[],
  disabled: readonly NotScanned[],
  own: OwnConfigScan | undefined,
): Scan {
  const ours = scans.flatMap((scan) => scan.gaps);
  const notScanned = [...scans.flatMap((scan) => scan.notScanned), ...disabled];
  const seen = scans.reduce((sum, scan) => sum + scan.seen, 0);
  const missed = new Set(ours.flatMap(({ path }) => path ?? [])).size;
  if (seen + missed === 0) throw nothingSeen(input, notScanned);
  const gaps = [...ours, ...(own?.gaps ?? [])];
  const evidence = {
    engines: [...scans, ...(own ? [own] : [])].flatMap((scan) => scan.engines),
    expected: { files: seen + missed },
    seen: { files: seen },
  };
  const findings = [...scans.flatMap((scan) => scan.findings), ...(own?.findings ?? [])];
  const run = buildRun({ meta, target: input.target.id, rules, findings, evidence, gaps, notScanned });
  // A gap may come from a machine that was too busy.
  const repeatable = gaps.length === 0;
  return { run, evidence, gaps, notScanned, repeatable, ...(own && { degraded: own.degraded }) };
}

function nothingSeen(input: ScanInput<Options>, notScanned: readonly NotScanned[]): GateError {
  const reasons = [...new Set(notScanned.map(({ reason }) => reason))].join(', ');
  return new GateError(
    'LOOKED_AT_NOTHING',
    `No source file of ${cleanText(input.target.name)} was looked at: ${notScanned.length} left out (${reasons}).`,
  );
}
