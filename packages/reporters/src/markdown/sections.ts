import { SEVERITIES, codeHelpUri, ruleHelpUri } from '@railgate/contract';

import { describeBaseline } from '../view/baseline.js';
import { describeWaiver, placeText, type ReportFinding } from '../view/findings.js';
import { explainExitCode, reproduceCommand } from '../view/headline.js';
import { describeCount, type OutcomeView, type Signal } from '../view/outcomes.js';
import type { Unchecked } from '../view/unchecked.js';
import { byPackage, othersText, type PackageFindings } from '../view/package-findings.js';
import { describePolicy } from '../view/policy.js';
import type { View } from '../view/view.js';
import type { WaiverView } from '../view/waivers.js';
import { LISTED } from '../view/listed.js';
import { counted, thousands } from '../view/words.js';
import { bounded } from './bounded.js';
import { code, inline, link, prose } from './escape.js';

/** Symbols that need no emoji font and differ in shape; the words beside them say the same. */
export const SYMBOLS: Readonly<Record<Signal, string>> = {
  unknown: '?',
  fails: '✗',
  findings: '•',
  clean: '✓',
  skipped: '–',
};
const STATUS_SYMBOLS = { clean: '✓', findings: '✗', incomplete: '?' } as const;

export function verdictSection({ headline, manifest, tally }: View): string[] {
  const { status, titles, detail } = headline;
  return [
    `## ${STATUS_SYMBOLS[status]} Railgate: ${titles.join(', ')}`,
    '',
    `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`,
    '',
    explainExitCode(manifest, tally),
    ...describeBaseline(manifest).flatMap((line) => ['', prose(line)]),
  ];
}

export function uncheckedSection({ unchecked }: View, bytes: number): string[] {
  const items = unchecked.filter(({ waived }) => !waived);
  if (items.length === 0) return [];
  const head = ['| Gate | Target | What | To do |', '|---|---|---|---|'];
  const rows = lazily(items, uncheckedRow);
  return [
    '### Could not check',
    '',
    ...bounded({ head, rows, total: items.length, bytes, most: 200, things: 'reasons' }),
  ];
}

export function gatesSection({ outcomes }: View, bytes: number): string[] {
  if (outcomes.length === 0) return ['### Gates', '', 'No gate ran.'];
  const head = ['| Gate | Target | Outcome | Looked at |', '|---|---|---|---|'];
  const rows = lazily([...outcomes].sort(bySignal), outcomeRow);
  return [
    '### Gates',
    '',
    ...bounded({ head, rows, total: outcomes.length, bytes, most: 200, things: 'outcomes' }),
  ];
}

export function severitySection({ tally }: View): string[] {
  if (tally.open === 0) return [];
  const cells = SEVERITIES.map((severity) => thousands(tally.counts[severity]));
  return [
    '### Findings',
    '',
    `| ${SEVERITIES.join(' | ')} |`,
    '|--:|--:|--:|--:|--:|',
    `| ${cells.join(' | ')} |`,
  ];
}

export function findingsSection({ open, findings }: View, bytes: number): string[] {
  const fixed = findings.filter(({ state }) => state === 'fixed').length;
  const note =
    fixed > 0
      ? ['', `${counted(fixed, 'finding')} of the baseline ${fixed === 1 ? 'is' : 'are'} fixed.`]
      : [];
  if (open.length === 0) return note;
  const head = ['| Severity | Where | What | Rule |', '|---|---|---|---|'];
  const groups = byPackage(open);
  const rows = lazily(groups, findingRow);
  const counts = groups.map(({ length }) => length);
  return [
    '#### Worst first',
    '',
    ...bounded({ head, rows, counts, total: open.length, bytes, most: 50, things: 'findings' }),
    ...note,
  ];
}

export function waivedSection({ waivedFindings, unchecked }: View, bytes: number): string[] {
  const gaps = unchecked.filter(({ waived }) => waived);
  const total = waivedFindings.length + gaps.length;
  if (total === 0) return [];
  const head = ['| What | Where | Why |', '|---|---|---|'];
  const rows = [...lazily(waivedFindings, waivedRow), ...lazily(gaps, waivedGapRow)];
  return [`### Waived`, '', ...bounded({ head, rows, total, bytes, most: 50, things: 'waived ones' })];
}

export function waiversSection({ waivers }: View, bytes: number): string[] {
  if (waivers.length === 0) return [];
  const head = ['| Where | What becomes of it | Selects | Why |', '|---|---|---|---|'];
  const rows = lazily(waivers, waiverRow);
  return [
    '### Waivers and ignore comments',
    '',
    ...bounded({ head, rows, total: waivers.length, bytes, most: 100, things: 'waivers and comments' }),
  ];
}

export function notScannedSection({ notScanned, manifest }: View, bytes: number): string[] {
  const { ignored } = manifest.discovery;
  const groups = notScanned.map(([reason, items]) => ({
    reason,
    count: items.length,
    example: items[0]?.path ?? '',
  }));
  if (ignored > 0) groups.push({ reason: 'ignored by configuration', count: ignored, example: '' });
  if (groups.length === 0) return [];
  const head = ['| Reason | Files or folders | For example |', '|---|--:|---|'];
  const rows = groups.map(
    ({ reason, count, example }) =>
      `| ${inline(reason)} | ${thousands(count)} | ${example === '' ? '' : code(example, 200)} |`,
  );
  return [
    '### Not scanned',
    '',
    ...bounded({ head, rows, total: groups.length, bytes, most: 30, things: 'reasons' }),
  ];
}

export function reproduceSection({ manifest }: View): string[] {
  const { tool, date, offline, policy, discovery } = manifest;
  return [
    '### Reproduce',
    '',
    '```sh',
    reproduceCommand(manifest),
    '```',
    '',
    `Railgate ${inline(tool.version)} on ${inline(date)}${offline ? ', offline' : ''}; ${counted(discovery.files, 'file')}, ` +
      `listed by ${LISTED[discovery.source]}; fails on ${describePolicy(manifest)} (policy ${code(policy.hash.slice(0, 19))}).`,
  ];
}

function* lazily<T>(items: readonly T[], print: (item: T) => string): Iterable<string> {
  for (const item of items) yield print(item);
}

function uncheckedRow({ gate, target, code: id, message, remedy, enforced }: Unchecked): string {
  const note = enforced ? '' : ' (report only)';
  return `| ${code(gate)} | ${code(target, 200)} | **${codeLink(id)}**${note}<br>${prose(message)} | ${prose(remedy)} |`;
}

function codeLink(id: string): string {
  return link(inline(id), codeHelpUri(id));
}

function outcomeRow({ outcome, signals, text }: OutcomeView): string {
  const symbols = signals.map((signal = 'clean') => SYMBOLS[signal]).join('');
  const notes = [outcome.status === 'skipped' ? `skipped: ${inline(outcome.reason ?? '')}` : inline(text)];
  if (!outcome.enforced) notes.push('report only');
  const seen = outcome.evidence ? inline(describeCount(outcome.evidence.seen)) : '';
  return `| ${code(outcome.gate)} | ${code(outcome.target, 200)} | ${symbols} ${notes.join(', ')} | ${seen} |`;
}

const LOUDNESS: readonly Signal[] = ['unknown', 'fails', 'findings', 'clean', 'skipped'];

/** A stable sort: outcomes of the same loudness keep the order of the run. */
function bySignal(a: OutcomeView, b: OutcomeView): number {
  return LOUDNESS.indexOf(a.signals[0]) - LOUDNESS.indexOf(b.signals[0]);
}

function findingRow(group: PackageFindings): string {
  const [finding] = group;
  const state = finding.state === 'open' ? '' : ` (${finding.state})`;
  const rule = link(inline(finding.ruleId, 200), finding.rule?.helpUri ?? ruleHelpUri(finding.ruleId));
  const others = othersText(group);
  const what = `${prose(finding.message)}${others === '' ? '' : `<br>${inline(others)}`}`;
  return `| **${finding.severity}**${state} | ${code(placeText(finding), 300)} | ${what} | ${rule} |`;
}

function waivedRow(finding: ReportFinding): string {
  const { waiver } = finding;
  const note = waiver ? inline(describeWaiver(waiver), 300) : '';
  const why = `${inline(waiver?.reason ?? '')}${note === '' ? '' : ` (${note})`}`;
  return `| **${finding.severity}** ${inline(finding.ruleId, 200)} | ${code(placeText(finding), 300)} | ${why} |`;
}

function waiverRow({ place, state, selects, why, counts }: WaiverView): string {
  const shown = counts ? state : `**${state}**`;
  return `| ${code(place, 300)} | ${shown} | ${inline(selects, 300)} | ${inline(why)} |`;
}

function waivedGapRow({ gate, target, code: id, message }: Unchecked): string {
  return `| could not check: ${inline(id)} | ${code(`${gate} ${target}`, 300)} | ${inline(message)} |`;
}
