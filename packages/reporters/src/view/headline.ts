import { SEVERITIES, cleanText, reaches, type RunManifest, type Verdict } from '@railgate/contract';

import { describeCounts, type SeverityCounts } from './findings.js';
import { counted } from './words.js';

/** What stands first in every report. Text of ours only, so that no report needs to escape it. */
export interface Headline {
  readonly status: Verdict['status'];
  /** `6 findings`, `3 things could not be checked`, `Clean`; both when both hold. Never empty. */
  readonly titles: readonly string[];
  /** What the titles leave open; a sentence without its full stop. */
  readonly detail: string;
  /** All of it as one sentence with a full stop. */
  readonly sentence: string;
}

export interface Tally {
  readonly open: number;
  readonly counts: SeverityCounts;
  /** Not waived, of enforced gates. */
  readonly unchecked: number;
  readonly waived: number;
}

export function headline(manifest: RunManifest, tally: Tally): Headline {
  const { status } = manifest.verdict;
  const titles = TITLES[status](tally);
  const waived = tally.waived > 0 ? `; ${tally.waived} waived` : '';
  const detail = `${DETAILS[status](manifest, tally)}${waived}`;
  return { status, titles, detail, sentence: `${titles.join(', ')}: ${detail}.` };
}

/** Why the command ended as it did, with a full stop. */
export function explainExitCode({ verdict, policy }: RunManifest, tally: Tally): string {
  const both = verdict.status === 'findings' && tally.unchecked > 0;
  const also = both ? ' Exit code 2 (could not check) holds too; 1 goes first.' : '';
  return `Exit code ${verdict.exitCode}: ${EXIT_MEANINGS[verdict.status](policy)}${also}`;
}

/** The command that gives the same report, its arguments in the order of the help. */
export function reproduceCommand(manifest: RunManifest): string {
  const { policy, baseline, offline, date, discovery, root, selection = {} } = manifest;
  const epoch = Date.parse(`${date}T00:00:00Z`) / 1000;
  const command = ['railgate run'];
  if (root !== '.') command.push(shellWord(root));
  for (const gate of selection.gates ?? []) command.push(`--gate ${shellWord(gate)}`);
  for (const project of selection.projects ?? []) command.push(`--project ${shellWord(project)}`);
  command.push(`--fail-on ${policy.failOn}`);
  if (discovery.source === 'index') command.push('--staged');
  if (baseline) command.push(`--baseline ${shellWord(baseline.name)}`);
  if (policy.newOnly) command.push('--new-only');
  if (selection.config !== undefined) command.push(`--config ${shellWord(selection.config)}`);
  if (offline) command.push('--offline');
  return `${Number.isFinite(epoch) ? `SOURCE_DATE_EPOCH=${epoch} ` : ''}${command.join(' ')}`;
}

type Policy = RunManifest['policy'];

/** In single quotes where a shell would not take it as it is. Names of folders are the repository's. */
function shellWord(name: string): string {
  const text = cleanText(name);
  return /^[\w./@:+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

const TITLES = {
  clean: () => ['Clean'],
  incomplete: ({ unchecked }: Tally) => [uncheckedTitle(unchecked)],
  findings: ({ open, unchecked }: Tally) => [
    counted(open, 'finding'),
    ...(unchecked > 0 ? [uncheckedTitle(unchecked)] : []),
  ],
} as const;

const DETAILS = { clean: cleanDetail, findings: findingsDetail, incomplete: incompleteDetail } as const;

const EXIT_MEANINGS = {
  clean: ({ failOn, newOnly }: Policy) =>
    `every expected gate looked, and no ${newOnly ? 'new ' : ''}finding reaches ${failOn}.`,
  findings: ({ failOn, newOnly }: Policy) =>
    `${newOnly ? 'new ' : ''}findings reach the threshold (${failOn}, unless a gate has its own).`,
  incomplete: () => 'something expected could not be checked, and no valid waiver covers it.',
} as const;

function cleanDetail(manifest: RunManifest, { open, counts }: Tally): string {
  const looked = manifest.outcomes.filter(({ status }) => status === 'done').length;
  const isStaged = manifest.discovery.source === 'index';
  if (isStaged && looked === 0) return 'nothing is staged that could be looked at';
  const { failOn, newOnly } = manifest.policy;
  // Old ones, and those of gates that only report.
  const isOver = SEVERITIES.some((severity) => counts[severity] > 0 && reaches(severity, failOn));
  const which = isOver ? `${open === 1 ? 'does' : 'do'} not fail it` : 'below it';
  const rest = open > 0 ? `; ${counted(open, 'finding')} ${which} (${describeCounts(counts)})` : '';
  const what = newOnly ? 'nothing new' : isOver ? 'nothing that counts' : 'nothing';
  return `${counted(looked, 'check')} looked ${isStaged ? 'at what is staged ' : ''}and found ${what} at or over ${failOn}${rest}`;
}

function findingsDetail({ policy }: RunManifest, { counts }: Tally): string {
  return describeCounts(counts) || `at or over ${policy.failOn}`;
}

function incompleteDetail({ policy }: RunManifest, { open, counts }: Tally): string {
  const found =
    open > 0
      ? `${counted(open, 'finding')} (${describeCounts(counts)})`
      : `no finding at or over ${policy.failOn}`;
  return `the run is not clean, since unknown is never clean; what was checked has ${found}`;
}

function uncheckedTitle(unchecked: number): string {
  return `${counted(unchecked, 'thing')} could not be checked`;
}
