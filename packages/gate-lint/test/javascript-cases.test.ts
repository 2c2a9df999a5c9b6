import { readdirSync } from 'node:fs';

import { compareSeverity, type Finding, type Severity } from '@railgate/contract';
import { beforeAll, describe, expect, it } from 'vitest';

import type { LintScan } from '../src/engine.js';
import { javascriptEngine } from '../src/javascript/index.js';
import { rules } from '../src/rules/index.js';
import { expectedLines, findingsOf, scanFiles, type Cases } from './run-cases.js';

/** Markup of its own for classes where a language has some. */
interface JavascriptCases extends Cases {
  readonly ngJsx?: readonly string[];
  readonly lookAlikeJsx?: readonly string[];
  readonly ngVue?: readonly string[];
  readonly lookAlikeVue?: readonly string[];
  readonly ngSvelte?: readonly string[];
  readonly lookAlikeSvelte?: readonly string[];
}

const CASES = new URL('cases/', import.meta.url);
const INJECTIONS = new Set([
  'code-injection',
  'command-injection',
  'sql-injection',
  'path-traversal',
  'cross-site-scripting',
  'open-redirect',
]);
const classes = readdirSync(CASES)
  .filter((name) => name.endsWith('.javascript.ts'))
  .map((name) => name.replace('.javascript.ts', ''));
const loaded = new Map<string, JavascriptCases>();
for (const name of classes)
  loaded.set(name, (await import(new URL(`${name}.javascript.ts`, CASES).href)) as JavascriptCases);

/** One snippet in one language. */
interface Variant {
  readonly rule: string;
  readonly path: string;
  readonly text: string;
  /** Lines that must be reported; for markup, where no comment fits, any line. */
  readonly lines: readonly number[] | 'any';
}

function variantsOf(rule: string, kind: 'ng' | 'look-alike', cases: JavascriptCases): Variant[] {
  const [plain, jsx, vue, svelte] =
    kind === 'ng'
      ? [cases.ng, cases.ngJsx, cases.ngVue, cases.ngSvelte]
      : [cases.lookAlike, cases.lookAlikeJsx, cases.lookAlikeVue, cases.lookAlikeSvelte];
  const file = (index: number, extension: string) => `${rule}/${kind}-${index}${extension}`;
  const lines = (text: string) => expectedLines(text.replaceAll(/(?<=\/\/ ng).*$/gm, ''));
  return [
    ...plain.flatMap((snippet, index) =>
      scripts(snippet).map(([extension, text, offset]) => ({
        rule,
        path: file(index, extension),
        text,
        lines: lines(snippet).map((line) => line + offset),
      })),
    ),
    ...(jsx ?? []).flatMap((text, index) =>
      ['.jsx', '.tsx', '.jsx.js'].map((extension) => ({
        rule,
        path: file(index, extension),
        text,
        lines: lines(text),
      })),
    ),
    ...(vue ?? []).map((text, index) => ({
      rule,
      path: file(index, '.page.vue'),
      text,
      lines: 'any' as const,
    })),
    ...(svelte ?? []).map((text, index) => ({
      rule,
      path: file(index, '.page.svelte'),
      text,
      lines: 'any' as const,
    })),
  ];
}

function scripts(snippet: string): [extension: string, text: string, offset: number][] {
  const plain: [string, string, number][] = [
    ['.js', snippet, 0],
    ['.ts', snippet, 0],
  ];
  if (snippet.includes('</script>')) return plain;
  return [
    ...plain,
    ['.vue', `<template><p>x</p></template>\n<script lang="ts">\n${snippet}\n</script>\n`, 2],
    ['.svelte', `<p>x</p>\n<script lang="ts">\n${snippet}\n</script>\n`, 2],
  ];
}

const ng = [...loaded].flatMap(([name, cases]) => variantsOf(name, 'ng', cases));
const lookAlikes = [...loaded].flatMap(([name, cases]) => variantsOf(name, 'look-alike', cases));

let scan: LintScan;
beforeAll(async () => {
  scan = await scanFiles(
    javascriptEngine,
    Object.fromEntries([...ng, ...lookAlikes].map(({ path, text }) => [path, text])),
  );
}, 120_000);

const severityOf = (finding: Finding): Severity => finding.severity ?? 'critical';

it('parses every case in every language', () => {
  expect(scan.gaps).toEqual([]);
  expect(scan.notScanned).toEqual([]);
  expect(scan.seen).toBe(ng.length + lookAlikes.length);
});

it('has cases for each of the shared classes', () => {
  const shared = rules
    .filter((rule) => !rule.tags?.includes('python') && rule.id !== 'lint/own-config')
    .map((rule) => rule.id.replace('lint/', ''));
  expect(shared.filter((name) => !classes.includes(name))).toEqual([]);
});

it.each([...loaded])('%s has at least five cases of each kind', (_, cases) => {
  expect(cases.ng.length).toBeGreaterThanOrEqual(5);
  expect(cases.lookAlike.length).toBeGreaterThanOrEqual(5);
});

describe('finds', () => {
  it.each(ng)('$path', ({ rule, path, lines }) => {
    const worst = INJECTIONS.has(rule) ? 'high' : 'medium';
    const found = findingsOf(scan, path).filter((finding) => finding.ruleId === `lint/${rule}`);
    // What a server answered is not proven to be another user's: medium.
    const isEnough = (finding: Finding) =>
      compareSeverity(severityOf(finding), /`fetch`/.test(finding.message) ? 'medium' : worst) <= 0;
    const serious = found.filter(isEnough);
    const reported = [...new Set(serious.map((finding) => finding.at.region.startLine))].sort(
      (a, b) => a - b,
    );
    if (lines === 'any') expect(reported).not.toEqual([]);
    else {
      expect(lines).not.toEqual([]);
      expect(reported).toEqual(expect.arrayContaining([...lines]));
    }
    for (const finding of serious) {
      expect(finding.message).toMatch(/\.$/);
      expect(finding.at.region.startColumn).toBeGreaterThan(0);
      expect(finding.at.region.endColumn).toBeGreaterThan(0);
    }
  });
});

describe('leaves alone', () => {
  it.each(lookAlikes)('$path', ({ path }) => {
    expect(
      findingsOf(scan, path).filter((finding) => compareSeverity(severityOf(finding), 'low') < 0),
    ).toEqual([]);
  });
});
