import {
  compareText,
  type ManifestGap,
  type ManifestOutcome,
  type Reason,
  type RunManifest,
} from '@railgate/contract';

/** One thing that could not be checked: a broken gate, a gap of a gate, or a gap of the file list. */
export interface Unchecked {
  readonly gate: string;
  readonly target: string;
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
  readonly path: string | undefined;
  readonly line: number | undefined;
  readonly waived: boolean;
  /** `false` for report-only gates, which are shown and never fail the run. */
  readonly enforced: boolean;
  /** Is nothing at all known, or only a part missing? */
  readonly whole: boolean;
}

/** The name that gaps of the file list have in the verdict's reasons and in waivers: no gate has it. */
export const DISCOVERY = 'discover';

/**
 * Everything that could not be checked: broken gates first. Reasons of the verdict that no outcome names are kept
 * too, since nothing that made a run incomplete may be missing in a report.
 */
export function collectUnchecked(manifest: RunManifest): Unchecked[] {
  const { discovery, outcomes, verdict } = manifest;
  const items = [
    ...outcomes
      .filter(({ status }) => status === 'broken')
      .map((outcome) => fromBroken(outcome, verdict.reasons)),
    ...discovery.gaps.map((gap) => fromGap(gap, { gate: DISCOVERY, target: 'root', enforced: true })),
    ...outcomes.flatMap((outcome) => outcome.gaps.map((gap) => fromGap(gap, outcome))),
  ];
  const known = new Set(items.map(identity));
  const others = verdict.reasons.filter(
    (reason) => reason.code !== 'FINDINGS' && !known.has(identity(reason)),
  );
  return [...items, ...others.map(fromReason)].sort(loudestFirst);
}

function fromBroken(outcome: ManifestOutcome, reasons: readonly Reason[]): Unchecked {
  const { gate, target, enforced, code = 'INTERNAL', message = 'No message.', remedy = '' } = outcome;
  const reason = reasons.find((one) => one.gate === gate && one.target === target && one.code === code);
  const waived = reason?.waived ?? false;
  return { ...fromReason({ gate, target, code, message, remedy, waived }), enforced };
}

function fromGap(gap: ManifestGap, of: Pick<ManifestOutcome, 'gate' | 'target' | 'enforced'>): Unchecked {
  const { code, message, remedy, path, line, waived } = gap;
  const { gate, target, enforced } = of;
  return { gate, target, code, message, remedy, path, line, waived, enforced, whole: false };
}

function fromReason({ gate, target, code, message, remedy, waived }: Reason): Unchecked {
  return {
    gate,
    target,
    code,
    message,
    remedy,
    path: undefined,
    line: undefined,
    waived,
    enforced: true,
    whole: true,
  };
}

function identity(item: Pick<Reason, 'gate' | 'target' | 'code' | 'message'> | Unchecked): string {
  return [item.gate, item.target, item.code, item.message].join('\0');
}

function loudestFirst(a: Unchecked, b: Unchecked): number {
  return (
    Number(a.waived) - Number(b.waived) ||
    Number(b.enforced) - Number(a.enforced) ||
    Number(b.whole) - Number(a.whole) ||
    compareText(a.gate, b.gate) ||
    compareText(a.target, b.target) ||
    compareText(a.path ?? '', b.path ?? '') ||
    (a.line ?? 0) - (b.line ?? 0) ||
    compareText(a.message, b.message)
  );
}
