import { createRequire } from 'node:module';

import type * as Scslre from 'scslre';

import { memberName, unwrap, type Node } from '../model/ast.js';
import { nameOf, shortName } from '../model/names.js';
import { staticText } from '../model/static-text.js';
import { flowHit, type Check, type CheckInput } from './check.js';

const ruleId = 'lint/regex-backtracking';
/** Loaded with the first expression that could backtrack: 50 ms. It is what eslint-plugin-regexp asks, too. */
const load = createRequire(import.meta.url);
let scslre: typeof Scslre | undefined;

/** An expression that is too large to be analysed in bounded time. */
export class RegexLimit extends Error {
  constructor(readonly node: Node) {
    super('A regular expression here is too large to be analysed.');
  }
}

const LENGTH = 4000;
const QUANTIFIERS = 80;
const NESTING = 12;

export const checkRegexBacktracking: Check = (input) => {
  for (const literal of input.model.literals) {
    if ('regex' in literal) checkPattern(input, literal, literal.regex.pattern, literal.regex.flags);
  }
  for (const node of [...input.model.calls, ...input.model.news]) {
    if (nameOf(input.model, node.callee) !== 'RegExp') continue;
    const [pattern, flags] = node.arguments;
    if (!pattern) continue;
    const text = staticText(input.model, pattern);
    if (text !== undefined)
      checkPattern(input, node, text, flags ? (staticText(input.model, flags) ?? '') : '');
    else checkFlow(input, node.callee, pattern);
  }
};

function checkFlow({ model, flow, report }: CheckInput, callee: Node, pattern: Node): void {
  const taint = flow.taintOf(pattern, 'regex');
  if (!taint) return;
  const reaches = `\`${shortName(model, callee)}\` as part of a regular expression`;
  report(flowHit(taint, { ruleId, severity: 'high', node: pattern, reaches }));
}

function checkPattern(input: CheckInput, node: Node, source: string, flags: string): void {
  const unbounded = source.match(/[*+]|\{\d+,\}/g)?.length ?? 0;
  if (unbounded === 0) return;
  if (source.length > LENGTH || unbounded > QUANTIFIERS || nesting(source) > NESTING)
    throw new RegexLimit(node);
  const [worst] = analyse(source, flags);
  if (!worst) return;
  const tested = testedTexts(input, node).flatMap((text) => input.flow.taintOf(text, 'code') ?? [])[0];
  const isOutside = tested !== undefined && tested.kind !== 'argument';
  const growth = worst.exponential ? 'exponentially' : 'polynomially';
  const severity = worst.exponential ? (isOutside ? 'high' : 'medium') : isOutside ? 'medium' : 'low';
  const message = `This expression backtracks ${growth} on a long run of ${quote(worst.character)}${tested ? `, and \`${tested.label}\` is matched by it` : ''}.`;
  input.report({ ruleId, severity, node, message });
}

interface Backtracking {
  readonly exponential: boolean;
  readonly character: string;
}

/** The worst first. An expression that the analysis cannot parse does not run either. */
function analyse(source: string, flags: string): Backtracking[] {
  scslre ??= load('scslre') as typeof Scslre;
  try {
    const { reports } = scslre.analyse(
      { source, flags },
      { reportTypes: { Move: false }, assumeRejectingSuffix: false },
    );
    return reports
      .map((report) => ({ exponential: report.exponential, character: report.character.pick }))
      .sort((a, b) => Number(b.exponential) - Number(a.exponential));
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return [];
  }
}

function nesting(source: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of source) {
    if (character === '(') deepest = Math.max(deepest, ++depth);
    else if (character === ')') depth--;
  }
  return deepest;
}

function quote(character: string): string {
  return JSON.stringify(character);
}

/** Texts that the expression is tried on: `re.test(x)`, `x.match(re)`, through a constant too. */
function testedTexts({ model }: CheckInput, node: Node): Node[] {
  const uses = [node];
  const declarator = node.parent;
  if (declarator?.type === 'VariableDeclarator' && declarator.id.type === 'Identifier') {
    uses.push(
      ...(model.variableOf(declarator.id)?.references ?? []).map((reference) => reference.identifier as Node),
    );
  }
  return uses.slice(0, 50).flatMap(testedText);
}

function testedText(use: Node): Node[] {
  const parent = use.parent;
  if (
    parent?.type === 'MemberExpression' &&
    parent.object === use &&
    parent.parent?.type === 'CallExpression'
  ) {
    const [text] = parent.parent.arguments;
    return ['test', 'exec'].includes(memberName(parent) ?? '') && text ? [text] : [];
  }
  if (parent?.type !== 'CallExpression' || parent.arguments[0] !== use) return [];
  const callee = unwrap(parent.callee);
  if (callee.type !== 'MemberExpression') return [];
  return ['match', 'matchAll', 'replace', 'replaceAll', 'search', 'split'].includes(memberName(callee) ?? '')
    ? [callee.object]
    : [];
}
