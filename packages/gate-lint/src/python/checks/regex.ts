import { createRequire } from 'node:module';

import { argument, type CallSite, type Reporter } from '../flow/call-site.js';
import { reaching, type Value } from '../flow/value.js';
import { textOf } from '../syntax/module-index.js';
import type { PyNode } from '../syntax/node.js';
import { toJavaScript } from './python-pattern.js';

/** What is used of scslre. */
interface Analyser {
  analyse(
    literal: { source: string; flags: string },
    options: { maxReports: number; reportTypes: { Move: boolean } },
  ): { reports: readonly { readonly exponential: boolean }[] };
}

type Growth = 'exponential' | 'polynomial' | undefined;

const FUNCTIONS = /^(?:re|regex)\.(?:compile|match|fullmatch|search|findall|finditer|sub|subn|split)$/;
const METHODS = /^(?:match|fullmatch|search|findall|finditer|sub|subn|split)$/;
const LENGTH_LIMIT = 3000;
const NESTING_LIMIT = 25;

/** Expressions that take more time than the text is long, squared or worse. */
export function checkRegex(call: CallSite, report: Reporter): void {
  if (FUNCTIONS.test(call.name)) {
    const given = argument(call, 0, 'pattern');
    if (given !== undefined) checkUse(call, given.value, given.node, subject(call, 1), report);
  } else if (METHODS.test(call.method) && call.receiver?.name === 're.compile()') {
    const pattern = call.receiver.fields?.get('0');
    const made = call.receiver.node;
    if (pattern !== undefined && made !== undefined)
      checkUse(call, pattern, pattern.node ?? made, subject(call, 0), report);
  }
}

/** The text that is searched. */
function subject(call: CallSite, position: number): Value | undefined {
  if (call.method === 'compile') return undefined;
  const shift = /^subn?$/.test(call.method) ? 1 : 0;
  return argument(call, position + shift, 'string')?.value;
}

function checkUse(
  call: CallSite,
  pattern: Value,
  at: PyNode,
  text: Value | undefined,
  report: Reporter,
): void {
  if (pattern.text === undefined || !/[*+{]/.test(pattern.text)) return;
  const growth = growthOf(pattern.text, /VERBOSE|\bre\.X\b/.test(textOf(call.module, call.node)));
  if (growth === undefined) return;
  const taint = text === undefined ? undefined : reaching(text, 'regex');
  const isFromRequest = taint?.kind === 'request';
  if (growth === 'polynomial' && !isFromRequest) return;
  const onlyConstants = text !== undefined && text.text !== undefined;
  report({
    ruleId: 'lint/regex-backtracking',
    at,
    severity: onlyConstants ? 'low' : 'medium',
    taint: isFromRequest ? taint : undefined,
    message: `The expression backtracks ${growth === 'exponential' ? 'exponentially' : 'in polynomial time'}${isFromRequest ? ` on \`${taint.label}\`` : ''}: make its repeated parts exclude each other, or bound the text.`,
  });
}

const known = new Map<string, Growth>();
let analyser: Analyser | undefined;

/** How the time of a search grows with the text. Remembered, since one expression is used in many places. */
export function growthOf(pattern: string, verbose: boolean): Growth {
  const key = `${verbose ? 'x' : ''}/${pattern}`;
  if (known.has(key)) return known.get(key);
  if (known.size > 5000) known.clear();
  const source =
    pattern.length > LENGTH_LIMIT || nesting(pattern) > NESTING_LIMIT
      ? undefined
      : toJavaScript(pattern, verbose);
  const growth = source === undefined ? undefined : analysed(source);
  known.set(key, growth);
  return growth;
}

function analysed(source: string): Growth {
  // An expression without a repeated group or two repetitions has nothing to choose from.
  if ((source.match(/[*+]|\{\d+,\}/g) ?? []).length === 0) return undefined;
  if (hasEqualAlternatives(source)) return 'exponential';
  analyser ??= createRequire(import.meta.url)('scslre') as Analyser;
  try {
    const { reports } = analyser.analyse(
      { source, flags: '' },
      { maxReports: 20, reportTypes: { Move: false } },
    );
    if (reports.some((one) => one.exponential)) return 'exponential';
    return reports.length > 0 ? 'polynomial' : undefined;
  } catch {
    // Python's syntax that JavaScript lacks: nothing is known of the expression, which is no finding.
    return undefined;
  }
}

function nesting(pattern: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of pattern) {
    if (character === '(') deepest = Math.max(deepest, ++depth);
    else if (character === ')') depth--;
  }
  return deepest;
}

const ONE_CHARACTER = String.raw`(?:\\.|\[(?:\\.|[^\]\\])+\]|[^\\|()[\]{}*+?^$.])`;
const CHOICE = new RegExp(
  String.raw`\((?:\?:)?(${ONE_CHARACTER}(?:\|${ONE_CHARACTER}){1,20})\)(?:[*+]|\{\d+,\})`,
  'g',
);
const SAMPLE = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** `(a|a)*`, `(\w|\d)+`: two alternatives match one character, so each character doubles the ways. */
function hasEqualAlternatives(source: string): boolean {
  for (const match of source.matchAll(CHOICE)) {
    const isLast = match.index + match[0].length === source.length;
    const alternatives = (match[1] as string).match(new RegExp(ONE_CHARACTER, 'g')) ?? [];
    if (!isLast && SAMPLE.some((character) => matching(alternatives, character) > 1)) return true;
  }
  return false;
}

function matching(alternatives: readonly string[], character: string): number {
  let count = 0;
  for (const one of alternatives) if (new RegExp(`^${one}$`).test(character)) count++;
  return count;
}
