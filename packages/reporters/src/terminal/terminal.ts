import type { Report } from '@railgate/contract';

import { clip } from '../text/display-width.js';
import { wrapIndented } from '../text/wrap.js';
import { oneLine, withoutLogCommands } from '../text/safe-text.js';
import { describeBaseline } from '../view/baseline.js';
import { explainExitCode } from '../view/headline.js';
import type { Signal } from '../view/outcomes.js';
import { viewReport, type View } from '../view/view.js';
import { counted } from '../view/words.js';
import { checklistLines } from './checklists.js';
import { findingsList } from './findings-list.js';
import { gatesTable } from './gates-table.js';
import type { Layout } from './layout.js';
import { paint, signalSymbols } from './paint.js';
import { uncheckedList } from './unchecked-list.js';
import { waiversList } from './waivers-list.js';

export interface TerminalOptions {
  /** Escape sequences for colour; the caller knows about `NO_COLOR` and whether it is a terminal. */
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  /** Only the verdict and its reasons. */
  readonly quiet: boolean;
  /** Where the reports are, as the user would type it. */
  readonly folder: string;
  /** For terminals without Unicode. */
  readonly ascii?: boolean;
}

/** The summary that a run ends with. The last lines are what a reader sees first, so they say why it ended. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const view = viewReport(report);
  const folder = oneLine(options.folder).replace(/\/$/, '');
  const layout: Layout = {
    width: Math.max(24, Math.floor(options.width) || 80),
    paint: paint(options.color),
    symbols: signalSymbols(options.ascii ?? false),
    reportFile: `${folder}/${isStaged(view) ? 'summary.md' : 'report.html'}`,
  };
  const sections = options.quiet ? quietSections(view, layout) : allSections(view, layout, folder);
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return withoutLogCommands(`${text.join('\n\n')}\n`);
}

/** Those runs leave no page. */
function isStaged({ manifest }: View): boolean {
  return manifest.discovery.source === 'index';
}

const QUIET_LIMIT = 50;

const SIGNALS: Readonly<Record<View['headline']['status'], Signal>> = {
  clean: 'clean',
  findings: 'fails',
  incomplete: 'unknown',
};

function quietSections(view: View, layout: Layout): string[][] {
  const findings = view.manifest.verdict.reasons.filter(({ code, waived }) => code === 'FINDINGS' && !waived);
  const unchecked = view.unchecked.filter(({ waived, enforced }) => !waived && enforced);
  const entries = [
    ...findings.map(({ gate, target, message }) => ({ text: `${gate} ${target}: ${message}`, remedy: '' })),
    ...unchecked.map(({ gate, target, message, remedy }) => ({
      text: `${gate} ${target}: could not check: ${message}`,
      remedy,
    })),
  ];
  const lines = entries.slice(0, QUIET_LIMIT).flatMap((entry) => quietEntry(entry, layout.width));
  const left = entries.length - QUIET_LIMIT;
  if (left > 0) lines.push(`  and ${counted(left, 'more reason')} in ${layout.reportFile}`);
  return [[...verdictLines(view, layout), ...lines]];
}

function quietEntry(
  { text, remedy }: { readonly text: string; readonly remedy: string },
  width: number,
): string[] {
  const lines = wrapIndented(oneLine(text), width, '    ', '  ');
  return remedy === '' ? lines : [...lines, ...wrapIndented(`To do: ${oneLine(remedy)}`, width, '    ')];
}

function allSections(view: View, layout: Layout, folder: string): string[][] {
  const unchecked = view.unchecked.filter(({ waived }) => !waived);
  return [
    verdictLines(view, layout),
    gatesTable(view.outcomes, layout),
    titled(checklistTitle(view, layout), checklistLines(view.checklists, layout), layout),
    titled(`Findings, worst first`, findingsList(view.open, layout), layout),
    titled('Could not check', uncheckedList(unchecked, layout), layout),
    titled('Waivers and ignore comments', waiversList(view.waivers, layout), layout),
    asideLines(view, layout),
    closingLines(view, layout, folder),
  ];
}

function verdictLines({ headline }: View, layout: Layout): string[] {
  const { paint: painted, symbols, width } = layout;
  const signal = SIGNALS[headline.status];
  const [first = '', ...rest] = wrapIndented(headline.sentence, width, '  ');
  const lines = [first.trimStart(), ...rest.map((line) => line.trimStart())].map((line) =>
    painted.signal(signal, line),
  );
  return lines.map((line, i) =>
    i === 0 ? `${painted.signal(signal, symbols[signal])} ${line}` : `  ${line}`,
  );
}

function checklistTitle({ checklists }: View, { width }: Layout): string {
  const titles = new Set(checklists.map(({ title }) => oneLine(title, 60)));
  return clip([...titles].slice(0, 2).join(', '), width);
}

function titled(title: string, lines: readonly string[], { paint: painted }: Layout): string[] {
  return lines.length === 0 ? [] : [painted.bold(title), ...lines];
}

/** What was let through or left out, counted. */
function asideLines({ tally, notScanned, manifest }: View, { width }: Layout): string[] {
  const reasons = notScanned.map(([reason, items]) => `${items.length} ${oneLine(reason)}`);
  const lines = describeBaseline(manifest);
  if (tally.waived > 0) lines.push(`Waived: ${tally.waived}, each with its reason in the reports.`);
  if (reasons.length > 0) lines.push(`Not scanned: ${reasons.join(', ')}.`);
  if (manifest.discovery.ignored > 0)
    lines.push(`Ignored by configuration: ${counted(manifest.discovery.ignored, 'file')}.`);
  return lines.flatMap((line) => wrapIndented(line, width, '  ', ''));
}

/** What a vulnerability is about stands in the report that found it, and in no list of rules. */
function reportOption(ruleId: string, folder: string): string {
  return ruleId.includes('/') || folder === '.railgate' ? '' : ` --report ${folder}/report.sarif`;
}

function closingLines(view: View, { width, reportFile }: Layout, folder: string): string[] {
  const [worst] = view.open;
  const others = isStaged(view) ? 'report.sarif and run.json' : 'report.sarif, summary.md, run.json';
  const lines = [`Reports: ${reportFile}, and ${others} in ${folder}`];
  if (worst)
    lines.push(`Next: railgate explain ${oneLine(worst.ruleId)}${reportOption(worst.ruleId, folder)}`);
  else if (view.tally.unchecked > 0) lines.push('Next: railgate doctor');
  lines.push(explainExitCode(view.manifest, view.tally));
  return lines.flatMap((line) => wrapIndented(line, width, '  ', ''));
}
