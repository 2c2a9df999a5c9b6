import type * as sarif from 'sarif';

import { analysesOf, labelOf, type Analysis } from './category.js';
import { bySeverity, inPlaceOrder } from './cut.js';
import { ruleFinder } from './find-rule.js';
import { GITHUB_LIMITS, type GithubLimits } from './limits.js';
import { lineHashReader } from './line-hashes.js';
import { ROOT_ID, locator } from './location.js';
import { placer } from './place.js';
import { shapeResult, type Shaped } from './result.js';
import { RuleTable } from './rule-table.js';
import { Tally, shown } from './tally.js';

export interface ProfileOptions {
  /** Where the scanned checkout is or was, as a path or `file:` URI; default: what the runs themselves say. */
  readonly root?: string | undefined;
  /** Where the scanned folder lies in the repository, for runs whose paths start at it; `.` is the root. */
  readonly prefix?: string | undefined;
  /** Text of a file by its path in the repository, for line hashes that are missing; without it they stay so. */
  readonly readText?: ((path: string) => string | undefined) | undefined;
  /** Of runs that have none. */
  readonly category?: string | undefined;
  /**
   * `automationDetails.id` of the runs that checked everything, where somebody knows better than the runs themselves:
   * a gap may be waived, or a folder unreadable for all of them. Default: what their invocations say.
   */
  readonly complete?: ReadonlySet<string> | undefined;
  /** Take runs that could not check everything. GitHub then closes the alerts of what they did not see. */
  readonly includeIncomplete?: boolean | undefined;
  /** For tests. */
  readonly limits?: Partial<GithubLimits> | undefined;
}

/** Results that a profile leaves out on purpose, by reason. */
export interface Dropped {
  /** Suppressed: waived, or ignored in the source. */
  readonly suppressed: number;
  /** Only in the baseline. */
  readonly absent: number;
  /** Of a kind that reports no problem: pass, notApplicable, informational. */
  readonly passed: number;
}

/** One analysis, shaped. Its run can be made with fewer results. */
export interface ShapedAnalysis {
  readonly label: string;
  readonly total: number;
  /** The run with the most severe results, in the order of their places; all by default. */
  build(results?: number): sarif.Run;
}

export interface ShapedLog {
  readonly analyses: readonly ShapedAnalysis[];
  readonly dropped: Dropped;
  /** Analyses that are not uploaded, so that their alerts stay as they are: one sentence each. */
  readonly heldBack: readonly string[];
  readonly tally: Tally;
  readonly limits: GithubLimits;
}

/** Every run in the form that code scanning reads, one a tool and category. Pure. */
export function shapeLog(log: sarif.Log, options: ProfileOptions): ShapedLog {
  const limits = { ...GITHUB_LIMITS, ...options.limits };
  const tally = new Tally();
  const dropped = { suppressed: 0, absent: 0, passed: 0 };
  const heldBack: string[] = [];
  const analyses: ShapedAnalysis[] = [];
  for (const analysis of analysesOf(log.runs, options.category)) {
    const why = reasonToHold(analysis, options);
    const shaped = why ?? shapeAnalysis(analysis, { options, limits, tally, dropped });
    if (typeof shaped === 'string') heldBack.push(shaped);
    else analyses.push(shaped);
  }
  return { analyses, dropped, heldBack, tally, limits };
}

/**
 * GitHub closes every alert of an analysis that an upload does not hold. So what did not look, or not everywhere, is
 * not uploaded: unknown is never clean.
 */
function reasonToHold({ runs, ...names }: Analysis, options: ProfileOptions): string | undefined {
  const label = shown(labelOf(names));
  if (runs.some((run) => isBroken(run, options)))
    return `${label} broke and is not uploaded: its alerts on GitHub stay as they are.`;
  if (options.includeIncomplete || runs.every((run) => isComplete(run, options))) return undefined;
  return `${label} could not check everything and is not uploaded: GitHub would close the alerts of what it did not see.`;
}

function isBroken(run: sarif.Run, options: ProfileOptions): boolean {
  return run.results === undefined || (run.results.length === 0 && !isComplete(run, options));
}

function isComplete(run: sarif.Run, { complete }: ProfileOptions): boolean {
  if (complete) return complete.has(run.automationDetails?.id ?? '');
  return (run.invocations ?? []).every(({ executionSuccessful }) => executionSuccessful);
}

interface Context {
  readonly options: ProfileOptions;
  readonly limits: GithubLimits;
  readonly tally: Tally;
  readonly dropped: { -readonly [Reason in keyof Dropped]: number };
}

/** A sentence where nothing is left although something was found: an empty run would say that nothing was. */
function shapeAnalysis(analysis: Analysis, context: Context): ShapedAnalysis | string {
  const { limits, tally } = context;
  const label = shown(labelOf(analysis));
  const rules = new RuleTable();
  // All of the drivers' rules first: a rule that ran and found nothing is worth knowing too.
  for (const run of analysis.runs) for (const rule of run.tool.driver.rules ?? []) rules.add(rule);
  const refused = tally.total('refused');
  const shaped = analysis.runs.flatMap((run) => shapeRun(run, label, rules, context));
  if (shaped.length === 0 && tally.total('refused') > refused)
    return `${label} is not uploaded: none of its results is in a file of the repository.`;
  const ranked = bySeverity(shaped, rules);
  const kept = ranked.slice(0, limits.results);
  tally.add('cut', label, ranked.length - kept.length);
  const head = headOf(analysis, context.options);
  const descriptors = rules.finish(limits, tally, label);
  return {
    label,
    total: kept.length,
    build: (results = kept.length) => buildRun(head, descriptors, kept.slice(0, results)),
  };
}

function shapeRun(run: sarif.Run, of: string, rules: RuleTable, context: Context): Shaped[] {
  const { options, limits, tally, dropped } = context;
  const place = placer(run, options.root, options.prefix);
  const shaping = {
    run,
    of,
    limits,
    tally,
    rules,
    place,
    findRule: ruleFinder(run),
    locate: locator(place),
    ...(options.readText && { hashOf: lineHashReader(options.readText) }),
  };
  const shaped: Shaped[] = [];
  for (const result of run.results ?? []) {
    const reason = reasonToDrop(result);
    if (reason !== undefined) dropped[reason]++;
    const one = reason === undefined ? shapeResult(shaping, result) : undefined;
    if (one) shaped.push(one);
  }
  return shaped;
}

const NO_PROBLEM: ReadonlySet<string> = new Set(['pass', 'notApplicable', 'informational']);

function reasonToDrop(result: sarif.Result): keyof Dropped | undefined {
  if (result.baselineState === 'absent') return 'absent';
  if (isSuppressed(result)) return 'suppressed';
  return NO_PROBLEM.has(result.kind ?? 'fail') ? 'passed' : undefined;
}

/** SARIF 3.27.23: one that is under review or rejected suppresses nothing, and then neither do the others. */
function isSuppressed({ suppressions = [] }: sarif.Result): boolean {
  return suppressions.length > 0 && suppressions.every(({ status = 'accepted' }) => status === 'accepted');
}

/** Everything of the run but rules and results. Only what GitHub reads: no snippet, no engine, no environment. */
function headOf({ name, category, runs }: Analysis, options: ProfileOptions): sarif.Run {
  const [first] = runs;
  const { fullName, version, semanticVersion, guid, informationUri, organization } = first?.tool.driver ?? {};
  const columnKind = first?.columnKind;
  return {
    tool: {
      driver: {
        name,
        ...(fullName !== undefined && { fullName }),
        ...(version !== undefined && { version }),
        ...(semanticVersion !== undefined && { semanticVersion }),
        ...(guid !== undefined && { guid }),
        ...(organization !== undefined && { organization }),
        ...(informationUri !== undefined && { informationUri }),
      },
    },
    ...(category !== '' && { automationDetails: { id: `${category}/` } }),
    ...(columnKind !== undefined && { columnKind }),
    originalUriBaseIds: { [ROOT_ID]: { description: { text: 'The root of the scanned repository.' } } },
    invocations: [{ executionSuccessful: runs.every((run) => isComplete(run, options)) }],
  };
}

function buildRun(
  head: sarif.Run,
  rules: readonly sarif.ReportingDescriptor[],
  kept: readonly Shaped[],
): sarif.Run {
  const index = new Map(rules.map(({ id }, i) => [id, i]));
  const results = inPlaceOrder(kept).map(({ result: { ruleId, ...rest } }): sarif.Result => {
    const ruleIndex = index.get(ruleId ?? '');
    return {
      ...(ruleId !== undefined && { ruleId }),
      ...(ruleIndex !== undefined && { ruleIndex }),
      ...rest,
    };
  });
  return { ...head, tool: { driver: { ...head.tool.driver, rules: [...rules] } }, results };
}
