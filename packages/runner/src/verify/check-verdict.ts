import { SEVERITIES, type Counts, type Reason, type RunManifest, type Verdict } from '@railgate/contract';

import { pairName } from './pair-name.js';

/** The verdict of the manifest is the one that its own facts give. */
export function checkVerdict(manifest: RunManifest, judged: Verdict): string[] {
  const { verdict } = manifest;
  const problems: string[] = [];
  if (verdict.status !== judged.status || verdict.exitCode !== judged.exitCode) {
    problems.push(
      `The verdict is ${verdict.status} (exit code ${verdict.exitCode}), and the facts give ${judged.status} (exit code ${judged.exitCode}).`,
    );
  }
  for (const key of COUNTED) {
    if (verdict.counts[key] !== judged.counts[key])
      problems.push(
        `The verdict counts ${verdict.counts[key]} ${key}, and the facts give ${judged.counts[key]}.`,
      );
  }
  return [...problems, ...compareReasons(manifest, judged)];
}

const COUNTED: readonly (keyof Counts)[] = [...SEVERITIES, 'new', 'waived'];

function compareReasons(manifest: RunManifest, judged: Verdict): string[] {
  const open = [...judged.reasons];
  const foreign: Reason[] = [];
  for (const reason of manifest.verdict.reasons) {
    const index = open.findIndex((other) => isSame(reason, other));
    if (index >= 0) open.splice(index, 1);
    else if (!isAboutWaived(reason, manifest)) foreign.push(reason);
  }
  return [
    ...foreign.map((reason) => `The verdict has a reason that the facts do not give: ${describe(reason)}.`),
    ...open.map((reason) => `The verdict lacks a reason that the facts give: ${describe(reason)}.`),
  ];
}

/** A manifest does not name the rules of its findings, so of those messages the beginning is compared. */
function isSame(reason: Reason, judged: Reason): boolean {
  const isOf =
    reason.gate === judged.gate &&
    reason.target === judged.target &&
    reason.code === judged.code &&
    reason.waived === judged.waived;
  if (!isOf) return false;
  if (reason.code === 'FINDINGS') return reason.message.startsWith(judged.message.slice(0, -1));
  return reason.message === judged.message && reason.remedy === judged.remedy;
}

/** How severe waived findings are is not in the manifest either: that there are some is. */
function isAboutWaived({ gate, target, code, waived }: Reason, { outcomes }: RunManifest): boolean {
  const outcome = outcomes.find((one) => one.gate === gate && one.target === target);
  return code === 'FINDINGS' && waived && outcome !== undefined && outcome.counts.waived > 0;
}

function describe(reason: Reason): string {
  return `${reason.code} of ${pairName(reason)}${reason.waived ? ', waived' : ''}`;
}
