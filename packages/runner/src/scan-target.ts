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
import type * as sarif from 'sarif';

import { checkChecklists, checklistGaps } from './check-checklists.js';
import { checkEvidence } from './check-evidence.js';
import { checkRepairs } from './check-repairs.js';
import { checkRun, completeRun } from './check-run.js';
import { checkShape, type ScanShape } from './check-shape.js';
import { loadMasks, type Mask } from './masks.js';
import { publicText } from './plain-error.js';
import type { CheckedScan } from './worker-protocol.js';

/**
 * Lets a gate scan, believes nothing of what it returns before it was checked, and finishes its run: fingerprints,
 * snippets, redaction.
 *
 * @param onWords called as soon as it is known that there is something to say.
 *
 * @throws {GateError} when the gate threw one, or when its answer proves nothing.
 */
export async function scanTarget(gate: Gate, input: ScanInput, onWords?: () => void): Promise<CheckedScan> {
  const scan: unknown = await gate.scan(input);
  const shape = checkShape(scan);
  const run = checkRun(shape.run);
  const { workspace } = input;
  const { root } = workspace;
  const isSilent = !hasWords(shape, run);
  if (!isSilent) onWords?.();
  const masks = isSilent ? undefined : await loadMasks();
  const mask = masks?.maskSecrets ?? redact;
  const checklists = checkChecklists(shape.checklists, run, { root, mask });
  const named = [...shape.gaps, ...checkEvidence(shape.evidence, shape.gaps)];
  const gaps = [...named, ...checklistGaps(checklists, named)].map((gap) => publicGap(gap, root, mask));
  const finished = finishRun(run, {
    readText: (path) => readText(workspace, path),
    textOf: textOf(scan),
    redact: mask,
    ...(masks && { secretsIn: masks.secretRegions }),
  });
  return {
    run: completeRun(finished, gate.meta.id, input.target.id, gaps),
    evidence: shape.evidence,
    gaps,
    degraded: shape.degraded.map(({ engine, message }) => ({
      engine,
      message: publicText(message, root, mask),
    })),
    notScanned: shape.notScanned,
    artifacts: shape.artifacts,
    checklists,
    repeatable: shape.repeatable,
    ...(input.repair && shape.repairs !== undefined && { repairs: await publicRepairs(shape.repairs, root) }),
  };
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

/** Does the gate say anything that may quote the repository? */
function hasWords({ gaps, degraded, checklists }: ScanShape, { results = [] }: sarif.Run): boolean {
  const isChecklist = Array.isArray(checklists) && checklists.length > 0;
  return isChecklist || [results, gaps, degraded].some((list) => list.length > 0);
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
