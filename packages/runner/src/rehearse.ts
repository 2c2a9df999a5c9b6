import { setImmediate } from 'node:timers/promises';

import type { Evidence, Finding, Report, Reporter, Rule, Workspace } from '@railgate/contract';
import { buildRun } from '@railgate/sarif/run';

import type { LastLook } from './masks.js';
import { scannedPart, type Part } from './part.js';
import type { ScanStep } from './plan.js';
import { renderReports } from './render-reports.js';
import { finishScan } from './scan-target.js';

const ID = 'rehearsal/made-up';
const WORDS = 'Nobody ever reads this.';
const PATH = 'made-up';

const RULE: Rule = {
  id: ID,
  name: 'MadeUp',
  summary: WORDS,
  description: WORDS,
  why: WORDS,
  remediation: WORDS,
  severity: 'high',
  precision: 'high',
  cwe: [],
  references: [],
  since: '0.1.0',
};

/** Of a version, whose text the gate gives: no file of the repository is read for it. */
const FINDING: Finding = {
  ruleId: ID,
  message: WORDS,
  at: { path: PATH, region: { startLine: 1 } },
  version: 'made-up',
};

const EVIDENCE: Evidence = {
  engines: [{ name: 'rehearsal', version: '1', canary: 'none' }],
  expected: { files: 1 },
  seen: { files: 1 },
};

export interface Stage {
  readonly workspace: Workspace;
  readonly judge: (parts: readonly Part[]) => Report;
  readonly reporters: () => Promise<readonly Reporter[]>;
  readonly lastLook: LastLook;
}

/**
 * What follows a scan, run once with a finding that is made up while a thread scans, and dropped. What finishes, judges and
 * renders is loaded and compiled when the answer comes, and what all reports say has had its last look. Ends when there is an
 * answer: nobody waits for more than one of its steps.
 */
export async function rehearse(step: ScanStep, answer: Promise<unknown>, stage: Stage): Promise<void> {
  let isOver = false;
  const end = (): void => void (isOver = true);
  answer.then(end, end);
  try {
    const left = steps(step, stage);
    while (!(await left.next()).done) {
      // An answer that has come is let in.
      await setImmediate();
      if (isOver) return;
    }
  } catch {
    // It fails again where it is used.
  }
}

async function* steps(step: ScanStep, stage: Stage): AsyncGenerator<void> {
  yield;
  const parts = [await madePart(step, stage.workspace)];
  yield;
  const { files } = renderReports(stage.judge(parts), parts, await stage.reporters());
  const mask = await stage.lastLook();
  for (const { content } of files) {
    yield;
    mask(content);
  }
}

/** As a gate's answer becomes one. */
async function madePart(step: ScanStep, workspace: Workspace): Promise<Part> {
  const [gate, target] = [step.gate, step.target.id];
  const nothing = { gaps: [], degraded: [], notScanned: [], artifacts: [], checklists: [] };
  const run = buildRun({
    meta: { id: gate, title: gate },
    target,
    rules: [RULE],
    findings: [FINDING],
    evidence: EVIDENCE,
    gaps: [],
  });
  const seen = { ...nothing, run, evidence: EVIDENCE, repeatable: false, repairs: undefined };
  const scan = await finishScan(seen, { gate, target, workspace, isRepair: false }, () => WORDS);
  return scannedPart(step, { scan }, gate, 0);
}
