import { groupBy } from '@railgate/contract';

import { displayWidth } from '../text/display-width.js';
import { oneLine } from '../text/safe-text.js';
import { wrapIndented } from '../text/wrap.js';
import { placeText, type ReportFinding } from '../view/findings.js';
import { byPackage, othersText, type PackageFindings } from '../view/package-findings.js';
import { counted } from '../view/words.js';
import type { Layout } from './layout.js';

const LIMIT = 20;

/**
 * The worst findings, grouped by file; each place stands in one piece, so that terminals and editors can open it. All that is
 * known of one package at one place is one entry: the worst in full, of the others their names.
 */
export function findingsList(open: readonly ReportFinding[], layout: Layout): string[] {
  const shown = byPackage(open).slice(0, LIMIT);
  const lines: string[] = [];
  for (const file of groupBy(shown, ([{ path }]) => path).values()) {
    if (lines.length > 0) lines.push('');
    for (const group of file) lines.push(...printFinding(group[0], layout), ...printOthers(group, layout));
  }
  const left = open.length - shown.flat().length;
  if (left > 0) lines.push('', `  and ${counted(left, 'more finding')} in ${layout.reportFile}`);
  return lines;
}

function printOthers(group: PackageFindings, { width, paint }: Layout): string[] {
  const text = oneLine(othersText(group));
  return text === '' ? [] : wrapIndented(text, width, '    ').map((line) => paint.dim(line));
}

/** On one line where it fits, else the message below, so that place, severity and rule stay where the eye looks. */
function printFinding(finding: ReportFinding, { width, paint }: Layout): string[] {
  const place = oneLine(placeText(finding));
  const message = oneLine(finding.message);
  const rule = oneLine(finding.ruleId);
  const severity = paint.severity(finding.severity, finding.severity);
  const state = finding.state === 'open' ? '' : ` ${paint.dim(`(${finding.state})`)}`;
  const whole = [place, finding.severity, message, rule].join('  ');
  const stateWidth = finding.state === 'open' ? 0 : finding.state.length + 3;
  if (displayWidth(whole) + 2 + stateWidth <= width) {
    return [`  ${paint.bold(place)}  ${severity}${state}  ${message}  ${paint.dim(rule)}`];
  }
  return [...printHead(place, rule, finding, width, paint, state), ...wrapIndented(message, width, '    ')];
}

function printHead(
  place: string,
  rule: string,
  { severity, state }: ReportFinding,
  width: number,
  paint: Layout['paint'],
  stateText: string,
): string[] {
  const word = paint.severity(severity, severity);
  const rest = severity.length + (state === 'open' ? 0 : state.length + 3);
  const full = displayWidth(place) + rest + displayWidth(rule) + 6;
  if (full <= width) return [`  ${paint.bold(place)}  ${word}${stateText}  ${paint.dim(rule)}`];
  const places = wrapIndented(place, width, '  ').map((line) => `  ${paint.bold(line.trimStart())}`);
  const rules = wrapIndented(rule, width - rest - 2, '    ').map((line) => paint.dim(line.trimStart()));
  return [
    ...places,
    ...rules.map((line, i) => (i === 0 ? `    ${word}${stateText}  ${line}` : `    ${line}`)),
  ];
}
