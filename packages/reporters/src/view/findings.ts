import {
  compareText,
  compareSeverity,
  SEVERITIES,
  TOOL_NAME,
  type Place,
  type Report,
  type Severity,
} from '@railgate/contract';
import { decodePath, readResults, type ReadResult } from '@railgate/sarif/run';
import type * as sarif from 'sarif';

import { counted } from './words.js';

/** `open`: no baseline was given. `fixed`: the baseline has it and the scan does not (SARIF `absent`). */
export type FindingState = 'open' | 'new' | 'updated' | 'unchanged' | 'waived' | 'fixed';

export const FINDING_STATES: readonly FindingState[] = [
  'open',
  'new',
  'updated',
  'unchanged',
  'waived',
  'fixed',
];

/** Why a finding was let through. */
export interface FindingWaiver {
  readonly reason: string;
  readonly owner: string | undefined;
  readonly expires: string | undefined;
  /** `accepted-risk` and the like. */
  readonly kind: string | undefined;
  /** A comment beside the finding, `src/a.ts:3`; undefined for a waiver of the file. */
  readonly comment: string | undefined;
}

export interface ReportFinding extends ReadResult {
  readonly gate: string;
  readonly target: string;
  readonly state: FindingState;
  readonly waiver: FindingWaiver | undefined;
  readonly related: readonly Place[];
  readonly engine: string | undefined;
}

/** Counts in the order of the severities. */
export type SeverityCounts = Record<Severity, number>;

/** All findings of all runs, worst first, then by path, line and rule. */
export function collectFindings(report: Report): ReportFinding[] {
  const findings = report.log.runs.flatMap(readRun);
  const compared = findings.some(
    ({ state }) => state === 'unchanged' || state === 'updated' || state === 'fixed',
  );
  const stated = compared || report.manifest.baseline ? findings : findings.map(withoutBaseline);
  return stated.sort(worstFirst);
}

/** Does it ask for something: neither waived nor fixed? */
export function isOpen(finding: ReportFinding): boolean {
  return finding.state !== 'waived' && finding.state !== 'fixed';
}

export function countSeverities(findings: readonly ReportFinding[]): SeverityCounts {
  const counts: SeverityCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** `1 critical, 2 high`; empty when there is nothing. */
export function describeCounts(counts: SeverityCounts): string {
  const present = SEVERITIES.filter((severity) => counts[severity] > 0);
  return present.map((severity) => counted(counts[severity], severity, severity)).join(', ');
}

/** `src/a.ts:12:7`; of what is in no file of the repository `node:/usr/lib/libssl.so`, which is in an image. */
export function placeText(place: Pick<Place, 'path' | 'region'> & { readonly logical?: string }): string {
  if (place.path === '') return place.logical ?? '(no file)';
  const { startLine, startColumn } = place.region;
  return `${place.path}:${startLine}${startColumn === undefined ? '' : `:${startColumn}`}`;
}

function readRun(run: sarif.Run): ReportFinding[] {
  const step = readStep(run.automationDetails?.id ?? '');
  return readResults(run).map((read) => ({ ...read, ...step, ...describe(read.result) }));
}

/** The gate and target of `railgate/<gate>/<target>/`; targets hold slashes, gates do not. */
function readStep(id: string): { gate: string; target: string } {
  const rest = id.startsWith(`${TOOL_NAME}/`) ? id.slice(TOOL_NAME.length + 1) : id;
  const slash = rest.indexOf('/');
  if (slash < 0) return { gate: rest, target: 'root' };
  return { gate: rest.slice(0, slash), target: rest.slice(slash + 1).replace(/\/$/, '') };
}

function describe(result: sarif.Result): Pick<ReportFinding, 'state' | 'waiver' | 'related' | 'engine'> {
  // What the scan no longer has needs no waiver.
  const waiver = result.baselineState === 'absent' ? undefined : readWaiver(result);
  const engine: unknown = result.properties?.['engine'];
  return {
    state: waiver ? 'waived' : readState(result),
    waiver,
    related: (result.relatedLocations ?? []).flatMap(readPlace),
    engine: typeof engine === 'string' ? engine : undefined,
  };
}

function readState(result: sarif.Result): FindingState {
  return result.baselineState === 'absent' ? 'fixed' : (result.baselineState ?? 'new');
}

/** SARIF 3.27.23: suppressed when there are suppressions and none of them is under review or rejected. */
function readWaiver({ suppressions = [] }: sarif.Result): FindingWaiver | undefined {
  const [first] = suppressions;
  if (!first || suppressions.some(({ status }) => status === 'underReview' || status === 'rejected'))
    return undefined;
  const { owner, expires, kind } = (first.properties ?? {}) as Readonly<Record<string, unknown>>;
  const [place] = first.kind === 'inSource' && first.location ? readPlace(first.location) : [];
  return {
    reason: first.justification ?? '',
    owner: textOf(owner),
    expires: textOf(expires),
    kind: textOf(kind),
    comment: place && placeText(place),
  };
}

/** `deferred, by web team, until 2026-12-31`: what a reader wants to know beside the reason. */
export function describeWaiver({ kind, owner, expires, comment }: FindingWaiver): string {
  const parts = [
    kind,
    owner === undefined ? undefined : `by ${owner}`,
    expires === undefined ? undefined : `until ${expires}`,
    comment === undefined ? undefined : `comment at ${comment}`,
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function readPlace(location: sarif.Location): Place[] {
  const { artifactLocation, region } = location.physicalLocation ?? {};
  if (artifactLocation?.uri === undefined) return [];
  const { startLine = 1, startColumn } = region ?? {};
  const message = location.message?.text;
  return [
    {
      path: decodePath(artifactLocation.uri),
      region: { startLine, ...(startColumn !== undefined && { startColumn }) },
      ...(message !== undefined && { message }),
    },
  ];
}

/** Without a baseline everything is "new", which says nothing. */
function withoutBaseline(finding: ReportFinding): ReportFinding {
  return finding.state === 'new' ? { ...finding, state: 'open' } : finding;
}

function worstFirst(a: ReportFinding, b: ReportFinding): number {
  return (
    Number(isOpen(b)) - Number(isOpen(a)) ||
    compareSeverity(a.severity, b.severity) ||
    compareText(a.path, b.path) ||
    a.region.startLine - b.region.startLine ||
    (a.region.startColumn ?? 0) - (b.region.startColumn ?? 0) ||
    compareText(a.logical ?? '', b.logical ?? '') ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.target, b.target) ||
    compareText(a.message, b.message) ||
    compareText(a.identity, b.identity)
  );
}
