import { UsageError, cleanText, didYouMean, type NotRepaired, type Verdict } from '@railgate/contract';

import { collectIgnores } from '../ignores/collect.js';
import { InterruptedError } from '../output-error.js';
import { prepare, type Prepared } from '../prepare.js';
import { judgeParts, scanAlone } from '../run.js';
import type { JudgeOptions, ScanRunOptions } from '../run-options.js';
import type { Selection } from '../selection.js';
import { chooseFixes, type Fixable } from './choose-fixes.js';
import { openFindings, type OpenFinding } from './open-findings.js';
import { repairPackages } from './repair-packages.js';
import { SourceTexts } from './source-texts.js';
import { groupOf, unhelpful, type Seen } from './unhelpful.js';
import { writeBack } from './write-back.js';

export interface FixOptions extends ScanRunOptions, Pick<JudgeOptions, 'failOn'> {
  readonly selection?: Selection | undefined;
  /** Only findings of these rules; of all when empty. */
  readonly rules?: readonly string[] | undefined;
  /** Nothing is written. */
  readonly dryRun?: boolean | undefined;
}

export interface FixResult {
  /** By path. Those that could not be written are not among them. */
  readonly files: readonly FixedFile[];
  /** What stays as it is although a safe fix wants to change it; `left` holds its findings. */
  readonly refused: readonly RefusedFile[];
  /** What could not be written: `left` and `verdict` take it for fixed, and it is not. */
  readonly failed: readonly RefusedFile[];
  /** What a gate was asked to repair and did not; `left` holds these findings, too. */
  readonly notRepaired: readonly NotRepaired[];
  /** Of the tree with all fixes, the worst first; of the chosen rules. */
  readonly left: readonly OpenFinding[];
  /** Of the tree with all fixes. */
  readonly verdict: Verdict;
  readonly warnings: readonly string[];
}

export interface FixedFile {
  readonly path: string;
  /** Without the byte order mark. */
  readonly before: string;
  readonly after: string;
  /** What was fixed in it, in the order of the rounds. */
  readonly findings: readonly OpenFinding[];
}

export interface RefusedFile {
  readonly path: string;
  /** A clause that goes on from the path. */
  readonly reason: string;
}

/** As many as ESLint makes: after that two rules take turns. */
const ROUNDS = 10;
/** Rounds and those that were taken back. */
const SCANS = 25;

/**
 * Applies the safe fixes of all open findings, in rounds until none is left. Every round is looked at by a scan before
 * anything is written: a fix that does not silence its rule, or after which a file cannot be read, is taken back. Gates
 * that are named in the selection are then asked for repairs that need a tool.
 *
 * @throws {UsageError} before any gate starts. @throws {InterruptedError} when the signal fired: nothing was written.
 */
export async function fix(options: FixOptions): Promise<FixResult> {
  const prepared = await prepare(options, options.selection ?? {});
  checkRules(options.rules ?? [], prepared.ruleIds());
  const texts = new SourceTexts(prepared.workspace);
  const repair = await fixed(prepared, texts, options);
  if (options.signal?.aborted) throw new InterruptedError(options.signal.reason);
  const { files, failed } = options.dryRun
    ? { files: repair.files, failed: [] }
    : writeAll(prepared.workspace.root, repair.files, texts);
  return { ...repair, files, failed };
}

async function fixed(
  prepared: Prepared,
  texts: SourceTexts,
  options: FixOptions,
): Promise<Omit<FixResult, 'failed'>> {
  const rounds = await fixInRounds(prepared, texts, options);
  const { first, refused } = rounds;
  const fixes = rounds.fixed.map((finding) => ({ path: finding.fix.edits[0]?.path ?? '', finding }));
  const { edited, now, repaired, notRepaired } = await repairPackages(rounds, {
    prepared,
    texts,
    options,
    look: (texts) => look(prepared, texts, options),
  });
  const repairs = repaired.map((finding) => ({ path: finding.path, finding }));
  return {
    files: filesOf(edited, [...fixes, ...repairs], texts),
    refused: [...refused].map(([path, reason]) => ({ path, reason })),
    notRepaired,
    left: now.findings,
    verdict: now.verdict,
    warnings: first.warnings,
  };
}

interface Rounds {
  readonly first: Look;
  readonly now: Look;
  readonly edited: ReadonlyMap<string, string>;
  readonly fixed: readonly Fixable[];
  readonly refused: ReadonlyMap<string, string>;
}

async function fixInRounds(prepared: Prepared, texts: SourceTexts, options: FixOptions): Promise<Rounds> {
  const first = await look(prepared, new Map(), options);
  const fixed: Fixable[] = [];
  /** Groups whose fixes were taken back. */
  const givenUp = new Set<string>();
  const refused = new Map<string, string>();
  let edited: ReadonlyMap<string, string> = new Map();
  let now = first;
  for (let [rounds, scans] = [0, 1]; rounds < ROUNDS && scans < SCANS; scans++) {
    const candidates = now.findings.filter(isFixable).filter((one) => !givenUp.has(groupOf(one)));
    const choice = chooseFixes(candidates, edited, texts);
    for (const [path, reason] of choice.refused) refused.set(path, reason);
    if (choice.chosen.length === 0) break;
    const next = await look(prepared, choice.edited, options);
    const failed = unhelpful(choice.chosen, now, next);
    for (const group of failed) givenUp.add(group);
    if (failed.size > 0) continue;
    rounds++;
    fixed.push(...choice.chosen);
    [edited, now] = [choice.edited, next];
  }
  return { first, now, edited, fixed, refused };
}

export interface Look extends Seen {
  readonly verdict: Verdict;
  readonly warnings: readonly string[];
}

/** Scans the repository as it would be with these texts, and judges. */
async function look(
  prepared: Prepared,
  edited: ReadonlyMap<string, string>,
  options: FixOptions,
): Promise<Look> {
  const isFirst = edited.size === 0;
  const workspace = isFirst ? prepared.workspace : { ...prepared.workspace, edited };
  // Ten rounds of the same progress would say nothing.
  const seen = { ...prepared, workspace, ...(!isFirst && { onEvent: () => undefined }) };
  const [parts, ignores] = await Promise.all([scanAlone(seen, options), collectIgnores(workspace, options)]);
  const { failOn, offline = false } = options;
  const { report, verdict, warnings } = judgeParts(seen, parts, { failOn, ignores, offline, timings: {} });
  const { rules = [] } = options;
  return {
    findings: openFindings(report.log).filter(({ ruleId }) => rules.length === 0 || rules.includes(ruleId)),
    outcomes: parts.map(({ outcome }) => outcome),
    verdict,
    warnings,
  };
}

function isFixable(finding: OpenFinding): finding is Fixable {
  return finding.fix !== undefined;
}

function filesOf(
  edited: ReadonlyMap<string, string>,
  fixed: readonly { readonly path: string; readonly finding: OpenFinding }[],
  texts: SourceTexts,
): FixedFile[] {
  const files: FixedFile[] = [];
  for (const [path, after] of [...edited].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const source = texts.get(path);
    const findings = fixed.filter((one) => one.path === path).map(({ finding }) => finding);
    if ('text' in source && source.text !== after) files.push({ path, before: source.text, after, findings });
  }
  return files;
}

function writeAll(
  root: string,
  files: readonly FixedFile[],
  texts: SourceTexts,
): { readonly files: FixedFile[]; readonly failed: RefusedFile[] } {
  const written: FixedFile[] = [];
  const failed: RefusedFile[] = [];
  for (const file of files) {
    const refusal = writeBack(root, file.path, file.after, texts);
    if (refusal) failed.push({ path: file.path, reason: refusal.refused });
    else written.push(file);
  }
  return { files: written, failed };
}

function checkRules(rules: readonly string[], known: readonly string[]): void {
  for (const rule of rules) {
    if (known.includes(rule)) continue;
    const name = cleanText(JSON.stringify(rule));
    throw new UsageError(`There is no rule ${name}.${didYouMean(rule, known)}`, 'See `railgate rules`.');
  }
}
