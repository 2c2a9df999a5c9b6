import {
  ERRORS,
  type Artifact,
  type Broken,
  type Done,
  type Judged,
  type NotScanned,
  type Outcome,
} from '@railgate/contract';
import { staleness } from '@railgate/kit';
import { buildRun, readResults, type ReadResult } from '@railgate/sarif/run';
import type * as sarif from 'sarif';

import type { ScanStep } from './plan.js';
import type { ScanAnswer } from './worker-protocol.js';

/** Everything that is known of one gate on one target. Plain data: it is what a shard keeps. */
export interface Part {
  readonly outcome: Outcome;
  /** Of a gate that looked, and of one that broke (without results); skipped gates have none. */
  readonly run?: sarif.Run;
  readonly notScanned: readonly NotScanned[];
  readonly artifacts: readonly Artifact[];
  /** Milliseconds. */
  readonly duration: number;
}

/** What a thread answered, as a part. */
export function scannedPart(step: ScanStep, answer: ScanAnswer, title: string, duration: number): Part {
  const of = { gate: step.gate, target: step.target.id, enforced: step.enforced };
  if ('error' in answer) return settledPart({ ...of, status: 'broken', ...answer.error }, title, duration);
  const { run, evidence, gaps, degraded, notScanned, artifacts, checklists } = answer.scan;
  const outcome: Done = {
    ...of,
    status: 'done',
    findings: readResults(run).map(judged),
    gaps,
    degraded,
    evidence,
    ...(checklists.length > 0 && { checklists }),
  };
  return { outcome, run, notScanned, artifacts, duration };
}

/** An outcome without a scan. */
export function settledPart(outcome: Outcome, title: string, duration = 0): Part {
  const run = outcome.status === 'broken' ? brokenRun(outcome, title) : undefined;
  return { outcome, ...(run && { run }), notScanned: [], artifacts: [], duration };
}

/**
 * Data that is too old makes the outcome broken: `DATA_STALE`. A stamp in the future counts as now.
 *
 * @param maxAge milliseconds; no limit without it.
 */
export function checkDataAge(part: Part, now: Date, maxAge: number | undefined): Part {
  const { outcome } = part;
  if (outcome.status !== 'done' || outcome.evidence.data === undefined) return part;
  const { id, builtAt } = outcome.evidence.data;
  const message = staleness(`The data ${id}`, builtAt, now, maxAge);
  if (message === undefined) return part;
  const { gate, target, enforced } = outcome;
  const broken: Broken = {
    gate,
    target,
    enforced,
    status: 'broken',
    code: 'DATA_STALE',
    message,
    remedy: ERRORS.DATA_STALE.advice,
  };
  return settledPart(broken, part.run?.tool.driver.name ?? gate, part.duration);
}

function judged({
  ruleId,
  severity,
  path,
  region,
  identity,
  ...rest
}: ReadResult & Partial<Pick<Judged, 'advisories' | 'purl' | 'version'>>): Judged {
  return {
    ruleId,
    severity,
    path,
    line: region.startLine,
    identity,
    state: 'new',
    ...(rest.advisories && { advisories: rest.advisories }),
    ...(rest.purl !== undefined && { purl: rest.purl }),
    ...(rest.version !== undefined && { version: rest.version }),
  };
}

/** No `results` at all: an empty list would say that the gate looked and found nothing (SARIF 3.14.23). */
function brokenRun({ gate, target, code, message, remedy }: Broken, title: string): sarif.Run {
  const evidence = { engines: [], expected: {}, seen: {} };
  const { tool, automationDetails, columnKind, originalUriBaseIds } = buildRun({
    meta: { id: gate, title },
    target,
    rules: [],
    findings: [],
    evidence,
    gaps: [],
  });
  const notification: sarif.Notification = {
    level: 'error',
    descriptor: { id: code },
    message: { text: `${message} ${remedy}` },
  };
  return {
    tool,
    ...(automationDetails && { automationDetails }),
    ...(columnKind && { columnKind }),
    ...(originalUriBaseIds && { originalUriBaseIds }),
    invocations: [{ executionSuccessful: false, toolExecutionNotifications: [notification] }],
  };
}
