import {
  ERRORS,
  GAPS,
  GateError,
  isObject,
  type Artifact,
  type Degraded,
  type EngineEvidence,
  type Evidence,
  type Gap,
  type NotScanned,
} from '@railgate/contract';

import { isReportPath } from './report-files.js';
import { ToolReader } from './shared-tools.js';

type Fields = Readonly<Record<string, unknown>>;

/** What a gate returned, its shape checked; the SARIF run is checked by its own schema. */
export interface ScanShape {
  readonly run: unknown;
  readonly evidence: Evidence;
  readonly gaps: readonly Gap[];
  readonly degraded: readonly Degraded[];
  readonly notScanned: readonly NotScanned[];
  readonly artifacts: readonly Artifact[];
  /** Checked against the run, once that is known to be one. */
  readonly checklists: unknown;
  readonly repeatable: boolean;
  /** Checked where they are asked for. */
  readonly repairs: unknown;
}

/** Of all scans of this thread. */
const reader = new ToolReader();

/**
 * A gate's answer as plain data. Types hold at compile time only, and what follows writes schemas on files.
 *
 * @throws {GateError} `REPORT_UNREADABLE` that names the field.
 */
export function checkShape(scan: unknown, gate: string): ScanShape {
  const plain = fields(toPlain(scan, gate), 'the answer');
  return {
    run: plain['run'],
    evidence: evidenceOf(plain['evidence']),
    gaps: list(plain['gaps'], 'gaps').map(gapOf),
    degraded: list(plain['degraded'] ?? [], 'degraded').map(degradedOf),
    notScanned: list(plain['notScanned'] ?? [], 'notScanned').map(notScannedOf),
    artifacts: list(plain['artifacts'] ?? [], 'artifacts').map(artifactOf),
    checklists: plain['checklists'],
    repeatable: plain['repeatable'] === true,
    repairs: plain['repairs'],
  };
}

export function unreadable(what: string): GateError {
  return new GateError('REPORT_UNREADABLE', `The gate's answer cannot be read: ${what}.`, {
    remedy: ERRORS.INTERNAL.advice,
  });
}

/** Is it a path below the repository's root, in the form that the file list has? */
export function isRelativePath(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.split('/').includes('..') && !path.includes('\0');
}

function toPlain(scan: unknown, gate: string): unknown {
  try {
    return reader.parse(JSON.stringify(scan) ?? 'null', gate);
  } catch (error) {
    throw unreadable(
      `it is no plain data (${error instanceof Error ? error.message.split('\n')[0] : 'unknown'})`,
    );
  }
}

function evidenceOf(value: unknown): Evidence {
  const evidence = fields(value, 'evidence');
  const data = evidence['data'];
  return {
    engines: list(evidence['engines'], 'evidence.engines').map(engineOf),
    expected: countOf(evidence['expected'], 'evidence.expected'),
    seen: countOf(evidence['seen'], 'evidence.seen'),
    ...(data !== undefined && data !== null && { data: dataOf(data) }),
  };
}

function engineOf(value: unknown): EngineEvidence {
  const engine = fields(value, 'evidence.engines');
  const { canary, digest } = engine;
  if (canary !== 'found' && canary !== 'missed' && canary !== 'none')
    throw unreadable('evidence.engines.canary is unknown');
  return {
    name: text(engine['name'], 'evidence.engines.name'),
    version: text(engine['version'], 'evidence.engines.version'),
    ...(digest !== undefined && { digest: text(digest, 'evidence.engines.digest') }),
    canary,
  };
}

function dataOf(value: unknown): NonNullable<Evidence['data']> {
  const data = fields(value, 'evidence.data');
  return {
    id: text(data['id'], 'evidence.data.id'),
    digest: text(data['digest'], 'evidence.data.digest'),
    builtAt: text(data['builtAt'], 'evidence.data.builtAt'),
  };
}

function countOf(value: unknown, name: string): Readonly<Record<string, number>> {
  const counts = Object.entries(fields(value, name));
  return Object.fromEntries(counts.map(([key, number]) => [key, count(number, `${name}.${key}`)]));
}

function gapOf(value: unknown): Gap {
  const gap = fields(value, 'gaps');
  const { code, path, line, remedy } = gap;
  if (typeof code !== 'string' || !Object.hasOwn(GAPS, code)) throw unreadable('gaps.code is unknown');
  return {
    code: code as Gap['code'],
    message: text(gap['message'], 'gaps.message'),
    ...(remedy !== undefined && { remedy: text(remedy, 'gaps.remedy') }),
    ...(path !== undefined && { path: relativePath(path, 'gaps.path') }),
    ...(line !== undefined && { line: Math.max(1, count(line, 'gaps.line')) }),
  };
}

function degradedOf(value: unknown): Degraded {
  const degraded = fields(value, 'degraded');
  return {
    engine: text(degraded['engine'], 'degraded.engine'),
    message: text(degraded['message'], 'degraded.message'),
  };
}

function notScannedOf(value: unknown): NotScanned {
  const entry = fields(value, 'notScanned');
  return {
    path: relativePath(entry['path'], 'notScanned.path'),
    reason: text(entry['reason'], 'notScanned.reason'),
  };
}

function artifactOf(value: unknown): Artifact {
  const artifact = fields(value, 'artifacts');
  const path = relativePath(artifact['path'], 'artifacts.path');
  if (!path.includes('/') || !isReportPath(path)) throw unreadable(`${path} is no name for an artifact`);
  return {
    path,
    mediaType: text(artifact['mediaType'], 'artifacts.mediaType'),
    content: contentOf(artifact['content']),
  };
}

/** What is packed stays so until it is written: to unpack it all takes a tenth of the memory of a run. */
function contentOf(value: unknown): Artifact['content'] {
  if (!Array.isArray(value)) return text(value, 'artifacts.content');
  return value.map((piece) => text(piece, 'artifacts.content'));
}

export function fields(value: unknown, name: string): Fields {
  if (isObject(value)) return value;
  throw unreadable(`${name} is no object`);
}

export function list(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw unreadable(`${name} is no list`);
}

export function text(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw unreadable(`${name} is no text`);
}

export function count(value: unknown, name: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw unreadable(`${name} is no count`);
}

export function relativePath(value: unknown, name: string): string {
  const path = text(value, name);
  if (isRelativePath(path)) return path;
  throw unreadable(`${name} is absolute or leaves the repository`);
}
