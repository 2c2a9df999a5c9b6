import { groupBy, type NotRepaired, type Severity, type Verdict } from '@railgate/contract';
import { redact } from '@railgate/kit';

import { paint, type Paint } from '../terminal/paint.js';
import { displayWidth } from '../text/display-width.js';
import { oneLine, withoutLogCommands } from '../text/safe-text.js';
import { wrap, wrapIndented } from '../text/wrap.js';
import { counted } from '../view/words.js';
import { unifiedDiff, type DiffedFile, type Hide } from './unified-diff.js';

/** What `railgate fix` did, or would do. */
export interface FixReport {
  readonly files: readonly (DiffedFile & { readonly findings: readonly FixedFinding[] })[];
  /** What a fix wants to change and must not, and what could not be written. */
  readonly refused: readonly UnchangedFile[];
  readonly failed: readonly UnchangedFile[];
  /** Vulnerable packages that were not upgraded. */
  readonly notRepaired?: readonly NotRepaired[];
  readonly left: readonly LeftFinding[];
  readonly verdict: Verdict;
}

interface UnchangedFile {
  readonly path: string;
  /** A clause that goes on from the path. */
  readonly reason: string;
}

interface FixedFinding {
  readonly ruleId: string;
  readonly line: number;
  readonly fix?: { readonly description: string };
}

interface LeftFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly path: string;
  readonly line: number;
}

export interface FixOptions {
  readonly color: boolean;
  /** Columns. */
  readonly width: number;
  readonly dryRun: boolean;
  /** Only the last lines. */
  readonly quiet: boolean;
}

/** The changes as one patch. */
export function renderDiff(
  files: readonly DiffedFile[],
  color: boolean,
  forTerminal: boolean,
  hide?: Hide,
): string {
  const options = { paint: paint(color), forTerminal, hide };
  return withoutLogCommands(files.map((file) => unifiedDiff(file, options)).join(''));
}

const LEFT_LIMIT = 20;

/** What was fixed, what was not, and what is left for a person; the counts last. */
export function renderFix(report: FixReport, options: FixOptions): string {
  const painted = paint(options.color);
  const sections = [
    ...(options.quiet ? [] : [fixedLines(report, painted, options), leftLines(report, painted, options)]),
    unchangedLines(report, painted, options),
    notRepairedLines(report, painted, options),
    closingLines(report, painted, options),
  ];
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return withoutLogCommands(`${text.join('\n\n')}\n`);
}

function fixedLines({ files }: FixReport, painted: Paint, { width }: FixOptions): string[] {
  return files.flatMap(({ path, findings }) => [
    painted.bold(oneLine(path)),
    ...alike(findings, ({ line, fix }) => [line, fix?.description]).flatMap((all) => {
      const [{ line, fix }] = all;
      const what = oneLine(redact(fix?.description ?? ''));
      return wrapIndented(`${line}: ${what} ${rulesOf(all)}`, width, '    ', '  ');
    }),
  ]);
}

/** What one edit brings, or one remedy stands for, is said once, in the order of what comes first. */
function alike<T>(all: readonly T[], what: (one: T) => unknown): [T, ...T[]][] {
  return [...groupBy(all, (one) => JSON.stringify(what(one))).values()];
}

function rulesOf(all: readonly { readonly ruleId: string }[]): string {
  return [...new Set(all.map(({ ruleId }) => oneLine(ruleId)))].join(', ');
}

function leftLines({ left }: FixReport, painted: Paint, { width }: FixOptions): string[] {
  if (left.length === 0) return [];
  const groups = alike(left, ({ path, line, severity }) => [path, line, severity]).slice(0, LEFT_LIMIT);
  const more = left.length - groups.flat().length;
  return [
    painted.bold('Left for you, worst first'),
    ...groups.flatMap((all) => placeLines(all, painted, width)),
    ...(more > 0 ? [`  and ${counted(more, 'more finding')}`] : []),
  ];
}

/** All that is left of one severity in one line: a package often has many. */
function placeLines(all: readonly [LeftFinding, ...LeftFinding[]], painted: Paint, width: number): string[] {
  const [{ path, line, severity }] = all;
  const [place, rules] = [oneLine(`${path}:${line}`), rulesOf(all)];
  const [head, level] = [`  ${painted.bold(place)}`, painted.severity(severity, severity)];
  if (displayWidth(`  ${place}  ${severity}  ${rules}`) <= width)
    return [`${head}  ${level}  ${painted.dim(rules)}`];
  const below = wrap(rules, width - severity.length - 6).map((text) => painted.dim(text));
  const indent = `\n${' '.repeat(severity.length + 6)}`;
  return [head, `    ${level}  ${below.join(indent)}`];
}

function unchangedLines({ refused, failed }: FixReport, painted: Paint, { width }: FixOptions): string[] {
  if (refused.length + failed.length === 0) return [];
  const lines = [...refused, ...failed].flatMap(({ path, reason }) =>
    wrapIndented(`${oneLine(path)} ${reason}.`, width, '    ', '  '),
  );
  return [painted.bold('Not changed'), ...lines];
}

/** One entry for all vulnerabilities of a package that have the same remedy. */
function notRepairedLines({ notRepaired = [] }: FixReport, painted: Paint, { width }: FixOptions): string[] {
  if (notRepaired.length === 0) return [];
  const groups = alike(notRepaired, ({ path, purl, reason, command }) => [path, purl, reason, command]);
  const shown = groups.slice(0, LEFT_LIMIT).flatMap((all) => entryLines(all, painted, width));
  const more = groups.length - LEFT_LIMIT;
  return [
    painted.bold('Not upgraded'),
    ...shown,
    ...(more > 0 ? [`  and ${counted(more, 'more package')}`] : []),
  ];
}

function entryLines(all: readonly [NotRepaired, ...NotRepaired[]], painted: Paint, width: number): string[] {
  const [{ path, purl, reason, command }] = all;
  return [
    `  ${painted.bold(oneLine(`${path}  ${decoded(purl)}`))}`,
    ...wrapIndented(`${rulesOf(all)}: ${oneLine(redact(reason))}`, width, '    ', '    '),
    ...(command === undefined ? [] : [`    ${painted.dim('$')} ${oneLine(redact(command))}`]),
  ];
}

/** `pkg:npm/%40scope/name@1.0.0` → `@scope/name@1.0.0`. */
function decoded(purl: string): string {
  try {
    return decodeURIComponent(purl).replace(/^pkg:[a-z]{1,20}\//, '');
  } catch {
    return purl;
  }
}

function closingLines(report: FixReport, painted: Paint, options: FixOptions): string[] {
  const { files, left } = report;
  const fixed = files.reduce((count, { findings }) => count + findings.length, 0);
  const done = options.dryRun ? 'would be fixed' : 'fixed';
  const where = fixed === 0 ? '' : ` in ${counted(files.length, 'file')}`;
  const needs = left.length === 1 ? 'needs' : 'need';
  const summary = `${counted(fixed, 'finding')} ${done}${where}, ${counted(left.length, 'finding')} left that ${needs} you.`;
  const signal = left.length === 0 ? 'clean' : 'findings';
  return [
    ...wrapIndented(summary, options.width, '').map((line) => painted.signal(signal, line)),
    ...nextSteps(report, options.dryRun && fixed > 0).flatMap((line) =>
      wrapIndented(line, options.width, '  ', ''),
    ),
  ];
}

function nextSteps({ verdict, left: [worst], failed }: FixReport, isProposal: boolean): string[] {
  if (failed.length > 0) return [`Mend what kept the files from being written, and run it again.`];
  const meaning = {
    clean: 'nothing that is left reaches the threshold',
    findings: 'findings at or over the threshold are left',
    incomplete: 'something could not be checked: `railgate run` says what',
  }[verdict.status];
  const exit = `Exit code ${verdict.exitCode}: ${meaning}.`;
  if (isProposal) return ['Nothing was written; leave --dry-run out to apply it.', exit];
  return worst ? [`Next: railgate explain ${oneLine(worst.ruleId)}`, exit] : [exit];
}
