import type * as sarif from 'sarif';

import type { RunInfo } from './run-info.js';
import type { Subject } from './subject.js';

/** What else differs between two runs than the repository. */
export interface Drift {
  readonly driver: string;
  readonly category: string;
  /**
   * `tool`: another version of it or of its engines; `data`: another advisory database; `rules`: rules came or went;
   * `missing`: one side did not look.
   */
  readonly kind: 'tool' | 'data' | 'rules' | 'missing';
  /** Which side did not look. */
  readonly missing?: 'base' | 'head';
  /** With a full stop. */
  readonly message: string;
}

/** Why a result is new, as its property `cause` says. */
export type Cause = 'repository' | 'rule' | 'tool' | 'data' | 'unknown';

export function compareRuns(base: RunInfo, head: RunInfo): Drift[] {
  const of = { driver: head.driver, category: head.category };
  const drift: Drift[] = [];
  const tool = [...versionChange(base, head), ...engineChanges(base.run, head.run)];
  if (tool.length > 0) drift.push({ ...of, kind: 'tool', message: `Another tool: ${tool.join(', ')}.` });
  const [before, now] = [dataOf(base.run), dataOf(head.run)];
  if (before !== now)
    drift.push({
      ...of,
      kind: 'data',
      message: `Other advisory data: ${before || 'none'} before, ${now || 'none'} now.`,
    });
  const rules = base.listsAllRules && head.listsAllRules ? ruleChanges(base, head) : [];
  if (rules.length > 0) drift.push({ ...of, kind: 'rules', message: `Other rules: ${rules.join(', ')}.` });
  return drift;
}

/**
 * @param base run that the result would have been in. @param changedFiles paths that differ between the two states of
 * the repository, where that is known.
 */
export function causeOf(
  subject: Subject,
  base: RunInfo | undefined,
  drift: readonly Drift[],
  changedFiles: ReadonlySet<string> | undefined,
): Cause {
  if (!base?.looked) return 'unknown';
  const isDependency = subject.dependency !== undefined;
  if (!isDependency && base.listsAllRules && isNewRule(subject, base)) return 'rule';
  const kinds = drift.map(({ kind }) => kind).filter((kind) => kind === 'tool' || kind === 'data');
  const [kind] = kinds;
  if (kind === undefined) return 'repository';
  if (changedFiles === undefined) return 'unknown';
  if (changedFiles.has(subject.path)) return 'repository';
  return isDependency && kinds.includes('data') ? 'data' : kind;
}

function isNewRule({ rule, info }: Subject, { rules }: RunInfo): boolean {
  const former = info.rules.get(rule)?.deprecatedIds ?? [];
  return ![rule, ...former].some((id) => rules.has(id));
}

function versionChange(base: RunInfo, head: RunInfo): string[] {
  if (base.version === head.version) return [];
  return [`${head.driver} ${base.version || 'without a version'} → ${head.version || 'without a version'}`];
}

function engineChanges(base: sarif.Run, head: sarif.Run): string[] {
  const [before, now] = [enginesOf(base), enginesOf(head)];
  const names = [...new Set([...before.keys(), ...now.keys()])].sort();
  return names
    .filter((name) => before.get(name) !== now.get(name))
    .map((name) => `${name} ${before.get(name) ?? 'not there'} → ${now.get(name) ?? 'not there'}`);
}

function enginesOf({ tool }: sarif.Run): Map<string, string> {
  return new Map(
    (tool.extensions ?? []).map(({ name, semanticVersion, version }) => [
      name,
      semanticVersion ?? version ?? '',
    ]),
  );
}

/** Railgate's own runs say which data they asked. */
function dataOf(run: sarif.Run): string {
  const evidence = run.properties?.['evidence'] as { data?: { id?: unknown; digest?: unknown } } | undefined;
  const { id, digest } = evidence?.data ?? {};
  return digest === undefined ? '' : `${String(id)} ${String(digest)}`;
}

const SHOWN = 5;

function ruleChanges(base: RunInfo, head: RunInfo): string[] {
  const added = [...head.rules.keys()].filter((id) => !base.rules.has(id)).map((id) => `${id} came`);
  const removed = [...base.rules.keys()].filter((id) => !head.rules.has(id)).map((id) => `${id} went`);
  const all = [...added.sort(), ...removed.sort()];
  return all.length <= SHOWN ? all : [...all.slice(0, SHOWN), `and ${all.length - SHOWN} more`];
}
