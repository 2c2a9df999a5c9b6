import { cleanText, type Finding, type Gap, type Severity } from '@railgate/contract';
import { TextPosition } from '@railgate/kit';
import type { Linter, SourceCode } from 'eslint';

import type { Check, Hit } from './checks/check.js';
import { RegexLimit } from './checks/regex-backtracking.js';
import { FlowLimit } from './flow/budget.js';
import { Flow } from './flow/flow.js';
import { SourceModel, type ParsedSource } from './model/source-model.js';
import { PARSERS, dialectsOf, languageOptions, type Dialect } from './parsers.js';
import { pluginConfig, pluginRule } from './plugin-rules.js';

export interface LintTools {
  readonly linter: Linter;
  readonly checks: readonly Check[];
  dependencyMajor(file: string, name: string): number | undefined;
}

export interface TextResult {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  /** What parsed the text, when something did. */
  readonly dialect?: Dialect;
}

/** Looks at one text. Whatever goes wrong becomes a gap of this file; what was found before stays. */
export function lintText(tools: LintTools, path: string, text: string): TextResult {
  const parsed = parse(tools, path, text);
  if ('gap' in parsed) return { findings: [], gaps: [parsed.gap] };
  const model = modelOf(path, parsed.source);
  if (!model)
    return {
      findings: [],
      gaps: [gap('PART_SKIPPED', path, 'nests code deeper than the analysis can follow.')],
      dialect: parsed.dialect,
    };
  const hits: Hit[] = [];
  const gaps = [
    ...parsed.gaps,
    ...foreignTemplate(path, text, parsed.dialect),
    ...runChecks(tools, model, hits),
  ];
  hits.push(...unsaid(parsed.hits, hits));
  return { findings: toFindings(path, text, hits), gaps, dialect: parsed.dialect };
}

/** `<template lang="pug">`: the parser of Vue reads HTML only, and leaves the rest out without a word. */
function foreignTemplate(path: string, text: string, dialect: Dialect): Gap[] {
  if (dialect !== 'vue') return [];
  const match = /<template\b[^<>]*\slang\s*=\s*["']?(?!html\b)([\w-]+)/i.exec(text);
  if (!match) return [];
  const { line } = new TextPosition(text).at(match.index);
  return [gap('PART_SKIPPED', path, `has its template in ${match[1]}, which is not read.`, line)];
}

interface PluginHit extends Hit {
  readonly once?: true;
}

interface Parsed {
  readonly source: ParsedSource;
  /** Of plugins. */
  readonly hits: readonly PluginHit[];
  readonly gaps: readonly Gap[];
  readonly dialect: Dialect;
}

function parse(tools: LintTools, path: string, text: string): Parsed | { readonly gap: Gap } {
  let first: Gap | undefined;
  for (const dialect of dialectsOf(path)) {
    const result = parseAs(tools, path, text, dialect);
    if (!('gap' in result)) return result;
    first ??= result.gap;
  }
  return { gap: first ?? gap('FILE_UNPARSEABLE', path, 'does not parse.') };
}

function parseAs(
  tools: LintTools,
  path: string,
  text: string,
  dialect: Dialect,
): Parsed | { readonly gap: Gap } {
  try {
    return verify(tools, path, text, dialect, pluginConfig(text));
  } catch (error) {
    if (isMissing(error))
      return { gap: gap('SOURCE_MISSING', path, `cannot be read: ${PARSERS[dialect]} does not load.`) };
    return verifyAlone(tools, path, text, dialect, error);
  }
}

/** A rule of a plugin that throws must not cost our own checks their look. */
function verifyAlone(
  tools: LintTools,
  path: string,
  text: string,
  dialect: Dialect,
  cause: unknown,
): Parsed | { readonly gap: Gap } {
  try {
    const result = verify(tools, path, text, dialect, {});
    if ('gap' in result) return result;
    return {
      ...result,
      gaps: [gap('PART_SKIPPED', path, `made a rule of an ESLint plugin fail: ${reason(cause)}.`)],
    };
  } catch (error) {
    return { gap: gap('FILE_UNPARSEABLE', path, `makes ${PARSERS[dialect]} fail: ${reason(error)}.`) };
  }
}

function verify(
  tools: LintTools,
  path: string,
  text: string,
  dialect: Dialect,
  plugins: Pick<Linter.Config, 'plugins' | 'rules'>,
): Parsed | { readonly gap: Gap } {
  const config: Linter.Config = {
    files: ['**/*.*'],
    languageOptions: languageOptions(dialect, text),
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    ...plugins,
  };
  // A name of our own: nothing may depend on what a hostile repository calls its files.
  const filename = `source${/\.\w+$/.exec(path)?.[0] ?? '.js'}`;
  // Comments of the scanned file switch nothing off.
  const messages = tools.linter.verify(text, [config], { filename, allowInlineConfig: false });
  const fatal = messages.find((message) => message.fatal);
  if (fatal)
    return {
      gap: gap(
        'FILE_UNPARSEABLE',
        path,
        `does not parse: ${fatal.message.replace(/^Parsing error: /, '').replace(/\.$/, '')}.`,
        fatal.line,
      ),
    };
  const source = tools.linter.getSourceCode();
  // ESLint keeps the last program: were this one left out, the findings would be those of another file.
  if (source.text !== text) throw new Error('ESLint did not look at the file');
  return { source, hits: pluginHits(messages, source), gaps: [], dialect };
}

function modelOf(path: string, source: ParsedSource): SourceModel | undefined {
  try {
    return new SourceModel(path, source);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Each check on its own: one that fails is a gap, and the others still look. */
function runChecks(tools: LintTools, model: SourceModel, hits: Hit[]): Gap[] {
  const gaps: Gap[] = [];
  const flow = new Flow(model);
  const input = {
    model,
    flow,
    dependencyMajor: (name: string) => tools.dependencyMajor(model.path, name),
    report: (hit: Hit) => void hits.push(hit),
  };
  for (const check of tools.checks) {
    try {
      check(input);
    } catch (error) {
      gaps.push(gapOf(model, error));
    }
  }
  return unique(gaps);
}

function gapOf(model: SourceModel, error: unknown): Gap {
  if (error instanceof RegexLimit) {
    const { line } = new TextPosition(model.text).at(error.node.range[0]);
    return gap(
      'PART_SKIPPED',
      model.path,
      'holds a regular expression that is too large to be analysed.',
      line,
    );
  }
  if (error instanceof FlowLimit)
    return gap('PART_SKIPPED', model.path, 'is too large for its values to be followed.');
  if (error instanceof RangeError)
    return gap('PART_SKIPPED', model.path, 'nests code deeper than the analysis can follow.');
  return gap('PART_SKIPPED', model.path, `made a check fail: ${reason(error)}.`);
}

function unique(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((one) => [one.message, one])).values()];
}

/** What rules of plugins say, in our classes. */
function pluginHits(messages: readonly Linter.LintMessage[], source: SourceCode): PluginHit[] {
  return messages.flatMap((message) => {
    const rule = pluginRule(message);
    if (!rule) return [];
    const start = source.getIndexFromLoc({ line: message.line, column: message.column - 1 });
    const end =
      message.endLine === undefined || message.endColumn === undefined
        ? start + 1
        : source.getIndexFromLoc({ line: message.endLine, column: message.endColumn - 1 });
    const { ruleId, severity, once } = rule;
    return [
      { ruleId, severity, message: rule.message, node: { range: [start, end] }, ...(once && { once }) },
    ];
  });
}

/** Those about places on which our own checks said nothing; some of them only once a file. */
function unsaid(hits: readonly PluginHit[], own: readonly Hit[]): Hit[] {
  const left = hits.filter((hit) => !own.some((other) => other.ruleId === hit.ruleId && overlap(other, hit)));
  const [first, ...others] = left.filter((hit) => hit.once);
  const related = others.slice(0, RELATED).map(({ node }) => ({ node, message: 'Here, too.' }));
  return [...left.filter((hit) => !hit.once), ...(first ? [{ ...first, related }] : [])];
}

/** How many further places a finding names. */
const RELATED = 20;

function overlap(a: Hit, b: Hit): boolean {
  return a.node.range[0] < b.node.range[1] && b.node.range[0] < a.node.range[1];
}

const ORDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** One finding for one rule at one place: the worst. */
function toFindings(path: string, text: string, hits: readonly Hit[]): Finding[] {
  const position = new TextPosition(text);
  const best = new Map<string, Hit>();
  for (const hit of hits) {
    const key = `${hit.ruleId}:${hit.node.range[0]}`;
    const other = best.get(key);
    if (!other || ORDER.indexOf(hit.severity) < ORDER.indexOf(other.severity)) best.set(key, hit);
  }
  return [...best.values()].map((hit) => ({
    ruleId: hit.ruleId,
    message: cleanText(hit.message),
    severity: hit.severity,
    at: { path, region: position.region(...hit.node.range) },
    ...(hit.related && {
      related: hit.related.map(({ node, message }) => ({
        path,
        region: position.region(...node.range),
        message: cleanText(message),
      })),
    }),
    engine: 'eslint',
  }));
}

function gap(code: Gap['code'], path: string, what: string, line?: number): Gap {
  return { code, path, message: cleanText(`${path} ${what}`), ...(line !== undefined && { line }) };
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND';
}

function reason(error: unknown): string {
  return error instanceof Error
    ? (error.message.split('\n')[0] ?? '').slice(0, 200).replace(/\.$/, '')
    : 'unknown reason';
}
