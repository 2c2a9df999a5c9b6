import type * as sarif from 'sarif';

import { TEXT_LIMITS, type GithubLimits } from './limits.js';
import { ruleTags } from './rule-tags.js';
import {
  INVALID,
  SECURITY_TAG,
  githubLevel,
  readPrecision,
  readScore,
  scoreOfLevel,
  type Precision,
} from './score.js';
import type { Tally } from './tally.js';

/** Of a result that names no rule at all. */
export const NO_RULE: sarif.ReportingDescriptor = {
  id: 'unspecified',
  shortDescription: { text: 'A result for which the tool names no rule.' },
};

interface Row {
  readonly id: string;
  readonly descriptors: Set<sarif.ReportingDescriptor>;
  /** The highest of the descriptors. */
  score: string | undefined;
  precision: Precision | undefined;
  /** The highest of the results. */
  resultScore: string | undefined;
  used: boolean;
}

/** The rules of one uploaded run, by id: what several runs and extensions call the same becomes one rule. */
export class RuleTable {
  readonly #rows = new Map<string, Row>();

  add(descriptor: sarif.ReportingDescriptor): Row {
    const id = descriptor.id === '' ? NO_RULE.id : descriptor.id;
    const row = this.#rows.get(id) ?? emptyRow(id);
    if (row.descriptors.has(descriptor)) return row;
    row.descriptors.add(descriptor);
    row.score = higher(row.score, validScore(descriptor.properties));
    row.precision ??= readPrecision(descriptor.properties);
    this.#rows.set(id, row);
    return row;
  }

  /** Marks the rule of a result, and gives its id. */
  use(descriptor: sarif.ReportingDescriptor, score: string | undefined): string {
    const row = this.add(descriptor);
    row.used = true;
    row.resultScore = higher(row.resultScore, score);
    return row.id;
  }

  /** What a result of the rule is worth that has no score of its own. */
  score(id: string): string | undefined {
    return this.#rows.get(id)?.score;
  }

  precision(id: string): Precision | undefined {
    return this.#rows.get(id)?.precision;
  }

  /** In the order in which they came; those without a result go first when there are too many. */
  finish(limits: GithubLimits, tally: Tally, of: string): sarif.ReportingDescriptor[] {
    const rows = [...this.#rows.values()];
    const spare = rows.length - limits.rules;
    const unused = rows.filter((row) => !row.used);
    const left = new Set(spare > 0 ? unused.slice(-spare) : []);
    tally.add('rules', of, left.size);
    return rows.filter((row) => !left.has(row)).map((row) => shapeRule(row, limits, tally, of));
  }
}

function shapeRule(row: Row, limits: GithubLimits, tally: Tally, of: string): sarif.ReportingDescriptor {
  if ([...row.descriptors].some(({ properties }) => readScore(properties) === INVALID))
    tally.add('unscored', of, 1, row.id);
  const level = githubLevel(firstOf(row, ({ defaultConfiguration }) => defaultConfiguration?.level));
  const scored = row.score ?? row.resultScore;
  const tags = [...new Set([...row.descriptors].flatMap((one) => ruleTags(one, scored !== undefined)))];
  const ordered = tags.includes(SECURITY_TAG) ? ruleTags({ id: row.id, properties: { tags } }, true) : tags;
  const score = scored ?? (ordered.includes(SECURITY_TAG) ? scoreOfLevel(level) : undefined);
  tally.add('tags', of, Math.max(0, ordered.length - limits.tags));
  const { precision } = row;
  const name = firstOf(row, (one) => nameOf(one, row.id));
  const helpUri = firstOf(row, (one) => one.helpUri || undefined);
  return {
    id: row.id,
    ...(name !== undefined && { name: clip(name, TEXT_LIMITS.name) }),
    ...texts(row, name),
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level },
    properties: {
      ...(ordered.length > 0 && { tags: ordered.slice(0, limits.tags) }),
      ...(precision !== undefined && { precision }),
      'problem.severity': level === 'note' ? 'recommendation' : level,
      ...(score !== undefined && { 'security-severity': score }),
    },
  };
}

/** A name that is the id says nothing (SARIF1001). */
function nameOf({ name = '' }: sarif.ReportingDescriptor, id: string): string | undefined {
  const text = name.trim().toWellFormed();
  return text === '' || text.toLowerCase() === id.toLowerCase() ? undefined : text;
}

/** GitHub takes no empty string for any of the three; what is missing is said with what is there. */
function texts(row: Row, name: string | undefined): Partial<sarif.ReportingDescriptor> {
  const short = firstOf(row, (one) => textOf(one.shortDescription));
  const full = firstOf(row, (one) => textOf(one.fullDescription));
  const help = firstOf(row, (one) => textOf(one.help));
  const markdown = firstOf(row, (one) => one.help?.markdown?.trim() || undefined);
  const summary = short ?? (full === undefined ? undefined : firstSentence(full)) ?? name ?? row.id;
  const description = full ?? summary;
  return {
    shortDescription: { text: clip(summary, TEXT_LIMITS.description) },
    fullDescription: { text: clip(description, TEXT_LIMITS.description) },
    help: { text: help ?? markdown ?? description, ...(markdown !== undefined && { markdown }) },
  };
}

function textOf(message: sarif.MultiformatMessageString | undefined): string | undefined {
  return (message?.text ?? message?.markdown)?.trim().toWellFormed() || undefined;
}

function firstSentence(text: string): string {
  const end = text.search(/[.!?](?:\s|$)/);
  return end < 0 ? text : text.slice(0, end + 1);
}

function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // A surrogate pair cut in two would be no character any more.
  const cut = text.slice(0, limit - 1);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`;
}

/** Nothing for a score that says nothing. */
export function validScore(properties: sarif.PropertyBag | undefined): string | undefined {
  const score = readScore(properties);
  return score === INVALID ? undefined : score;
}

function higher(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && Number(b) > Number(a)) ? b : a;
}

function emptyRow(id: string): Row {
  return {
    id,
    descriptors: new Set(),
    score: undefined,
    precision: undefined,
    resultScore: undefined,
    used: false,
  };
}

function firstOf<T>(row: Row, read: (descriptor: sarif.ReportingDescriptor) => T | undefined): T | undefined {
  for (const descriptor of row.descriptors) {
    const value = read(descriptor);
    if (value !== undefined) return value;
  }
  return undefined;
}
