import {
  ERRORS,
  GateError,
  type Gap,
  type Gate,
  type Repairs,
  type Scan,
  type ScanInput,
  type Workspace,
} from '@railgate/contract';
import { readBytes, redact } from '@railgate/kit';
import { finishRun } from '@railgate/sarif/run';

import { checkChecklists, checklistGaps } from './check-checklists.js';
import { checkEvidence } from './check-evidence.js';
import { checkRepairs } from './check-repairs.js';
import { checkRun, completeRun } from './check-run.js';
import { checkShape } from './check-shape.js';
import { loadMasks, type Mask } from './masks.js';
import { publicText } from './plain-error.js';
import type { CheckedScan, SeenScan } from './worker-protocol.js';

export interface Seen {
  readonly scan: SeenScan;
  /** Of the gate: it stays in its thread. */
  readonly textOf: Scan['textOf'];
}

/**
 * Lets a gate scan, and believes nothing of what it returns before it was checked.
 *
 * @throws {GateError} when the gate threw one, or when its answer cannot be read.
 */
export async function scanTarget(gate: Gate, input: ScanInput): Promise<Seen> {
  const scan: unknown = await gate.scan(input);
  const shape = checkShape(scan, gate.meta.id);
  return { scan: { ...shape, run: checkRun(shape.run) }, textOf: textOf(scan) };
}

/** Where a scan looked, and for what. */
export interface Place {
  readonly gate: string;
  readonly target: string;
  readonly workspace: Workspace;
  /** Repairs were asked for. */
  readonly isRepair: boolean;
}

/**
 * Finishes what a gate saw: evidence, fingerprints, snippets, redaction. The run is changed in place.
 *
 * @throws {GateError} when it proves nothing.
 */
export async function finishScan(
  seen: SeenScan,
  place: Place,
  textOf?: Scan['textOf'],
): Promise<CheckedScan> {
  const { workspace } = place;
  const { root } = workspace;
  const masks = hasWords(seen) ? await loadMasks() : undefined;
  const mask = masks?.maskSecrets ?? redact;
  const checklists = checkChecklists(seen.checklists, seen.run, { root, mask });
  const named = [...seen.gaps, ...checkEvidence(seen.evidence, seen.gaps)];
  const gaps = [...named, ...checklistGaps(checklists, named)].map((gap) => publicGap(gap, root, mask));
  const finished = finishRun(seen.run, {
    readText: (path) => readText(workspace, path),
    textOf,
    redact: mask,
    ...(masks && { secretsIn: masks.secretRegions }),
  });
  return {
    run: completeRun(finished, place.gate, place.target, gaps),
    evidence: seen.evidence,
    gaps,
    degraded: seen.degraded.map(({ engine, message }) => ({
      engine,
      message: publicText(message, root, mask),
    })),
    notScanned: seen.notScanned,
    artifacts: seen.artifacts,
    checklists,
    repeatable: seen.repeatable,
    ...(place.isRepair && seen.repairs !== undefined && { repairs: await publicRepairs(seen.repairs, root) }),
  };
}

/** Does the gate say anything that may quote the repository? */
export function hasWords({ run, gaps, degraded, checklists }: SeenScan): boolean {
  const isChecklist = Array.isArray(checklists) && checklists.length > 0;
  return isChecklist || [run.results ?? [], gaps, degraded].some((list) => list.length > 0);
}

/** The gate that a module exports, as `gate` or as default. */
export function gateOf(module: unknown, id: string): Gate {
  const exports = module as { gate?: unknown; default?: unknown };
  for (const candidate of [exports.gate, exports.default]) {
    if (isGate(candidate) && candidate.meta.id === id) return candidate;
  }
  throw new GateError('INTERNAL', `The module of ${id} exports no gate of that id.`, {
    remedy: ERRORS.INTERNAL.advice,
  });
}

function isGate(value: unknown): value is Gate {
  return (
    typeof value === 'object' &&
    value !== null &&
    'meta' in value &&
    'scan' in value &&
    typeof value.scan === 'function'
  );
}

/** A function does not survive the check of the shape, which is about plain data. */
function textOf(scan: unknown): Scan['textOf'] {
  const given = typeof scan === 'object' && scan !== null && 'textOf' in scan ? scan.textOf : undefined;
  if (typeof given !== 'function') return undefined;
  return (path, version) => {
    const text: unknown = given.call(scan, path, version);
    return typeof text === 'string' ? text : undefined;
  };
}

/** With replacement characters: a snippet of a file in another encoding is worth more than none. */
function readText(workspace: Workspace, path: string): string | undefined {
  const read = readBytes(workspace, path);
  return 'gap' in read ? undefined : new TextDecoder().decode(read.buffer);
}

/** What a tool said may name places of this machine and hold secrets; the texts are the repository's own. */
async function publicRepairs(repairs: unknown, root: string): Promise<Repairs> {
  const { texts, done, notDone } = checkRepairs(repairs);
  const { maskSecrets } = await loadMasks();
  const shown = notDone.map((one) => ({ ...one, reason: publicText(one.reason, root, maskSecrets) }));
  return { texts, done, notDone: shown };
}

function publicGap(gap: Gap, root: string, mask: Mask): Gap {
  return {
    ...gap,
    message: publicText(gap.message, root, mask),
    ...(gap.remedy !== undefined && { remedy: publicText(gap.remedy, root, mask) }),
  };
}
