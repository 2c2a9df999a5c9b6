import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { ROOT } from './pages.js';
import { readFacts } from './read-facts.js';

const { gates, codes } = readFacts();
const rules = gates.flatMap((gate) => gate.rules.map((rule) => ({ gate: gate.id, id: rule.id, rule })));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** What the generator of rules writes, for somebody to replace. */
const PLACEHOLDERS = [
  ...read('tools/generators/rule/styles.mjs').matchAll(
    /^ {2}(?:summary|description|why|remediation): '(.*)',$/gm,
  ),
].map(([, text]) => text as string);

describe('every rule', () => {
  it('is there at all', () => {
    expect(rules.length).toBeGreaterThan(0);
    expect(PLACEHOLDERS).toHaveLength(4);
  });

  it.each(rules)('$id has its page with every heading', ({ id, rule }) => {
    const page = read(`docs/rules/${id}.md`);
    const headings = [
      'What it sees',
      'Why it matters',
      'Remediation',
      ...(rule.example ? ['Before', 'After'] : []),
    ];
    expect(page).toContain(`\n# ${id}\n`);
    for (const heading of headings) expect(page).toContain(`\n## ${heading}\n`);
  });

  it.each(rules)('$id is written to the end', ({ gate, id, rule }) => {
    expect(id).toMatch(new RegExp(`^${gate}/[a-z][a-z0-9]*(-[a-z0-9]+)*$`));
    expect(rule.name).toMatch(/^[A-Z][A-Za-z0-9]+$/);
    for (const text of [rule.summary, rule.description, rule.why, rule.remediation]) {
      expect(PLACEHOLDERS).not.toContain(text);
      expect(text.trim()).toBe(text);
      expect(text).toMatch(/[.:)`]$/);
    }
    expect(rule.summary.length).toBeLessThanOrEqual(1024);
    expect(rule.summary).not.toContain('\n');
    expect(rule.since).toMatch(/^\d+\.\d+\.\d+$/);
    for (const uri of rule.references) expect(uri).toMatch(/^https:\/\/[^\s<>]+$/);
  });

  it('has an id and a name of its own', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    expect(new Set(rules.map(({ gate, rule }) => `${gate}/${rule.name}`)).size).toBe(rules.length);
  });

  it('stands in a file of its name, those aside that are made from data', () => {
    const files = new Set(gates.flatMap(({ id }) => ruleFiles(id)));
    const missing = rules.filter(({ id, rule }) => !files.has(id) && !isMadeFromData(rule));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });
});

/** Ids of the files in the folders `rules` of a gate. */
function ruleFiles(gate: string): string[] {
  const paths = readdirSync(join(ROOT, `packages/gate-${gate}/src`), { recursive: true, encoding: 'utf8' });
  return paths
    .filter((path) => /(?:^|\/)rules\/[^/]+\.ts$/.test(path))
    .map((path) => `${gate}/${basename(path, '.ts')}`);
}

/** Kinds of secrets: hundreds, each an entry in a list. */
function isMadeFromData({ tags = [] }: (typeof rules)[number]['rule']): boolean {
  return tags.includes('secret');
}

describe('every gate', () => {
  it.each(gates)(
    '$id has a page with every rule, and a row for every option',
    ({ id, options, rules: own }) => {
      const page = read(`docs/gates/${id}.md`);
      const configuration = sectionOf(read('docs/configuration.md'), `### \`gates.${id}\``);
      for (const rule of own) expect(page).toContain(`(../rules/${rule.id}.md)`);
      for (const option of options) {
        expect(page).toMatch(rowOf(option));
        expect(configuration).toMatch(rowOf(option));
      }
    },
  );
});

describe('every code', () => {
  it.each(codes)('$code has its paragraph where messages link to', ({ code, uri }) => {
    expect(read('docs/errors.md')).toContain(`<a id="${uri.split('#')[1]}"></a>${code}\n`);
  });
});

function rowOf(option: string): RegExp {
  return new RegExp(`^\\| \`${option}\` +\\|`, 'm');
}

function sectionOf(page: string, heading: string): string {
  const start = page.indexOf(`\n${heading}\n`);
  return start < 0 ? '' : page.slice(start, page.indexOf('\n### ', start + 1) >>> 0);
}
