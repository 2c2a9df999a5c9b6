import { GateError, type FileEntry, type Scan, type Target } from '@railgate/contract';
import { schemaViolations, toLog } from '@railgate/sarif';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { gate } from '../src/gate.js';
import type { Options } from '../src/options.js';
import { rules } from '../src/rules/index.js';
import { context } from './run-cases.js';

const DEFAULTS: Options = { languages: ['javascript', 'python'], ownConfig: false };
const FLAW = "app.get('/x', (req, res) => eval(req.query.x));\n";

function targetOf(files: readonly FileEntry[]): Target {
  return { id: 'root', kind: 'project', path: '.', name: 'shop', files };
}

async function scan(files: Readonly<Record<string, string>>, options: Partial<Options> = {}): Promise<Scan> {
  const root = mkdtempSync(join(tmpdir(), 'railgate-gate-lint-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const entries = Object.entries(files)
      .filter(([path]) => !path.startsWith('node_modules/'))
      .map(([path, text]) => ({ path, size: text.length }));
    return await gate.scan({
      ...context(root, entries),
      target: targetOf(entries),
      options: { ...DEFAULTS, ...options },
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe('the gate', () => {
  it('is skipped without a source file and names the languages', async () => {
    const skip = (...paths: string[]) =>
      gate.skip(targetOf(paths.map((path) => ({ path, size: 1 }))), {
        root: '/',
        files: [],
        projects: [],
        services: [],
      });
    expect(await skip('README.md', 'go.mod', 'lib/a.min.js', 'types/a.d.ts', 'node_modules/a/a.js')).toEqual({
      kind: 'nothing-to-scan',
      message: 'No source file of JavaScript, TypeScript, Vue, Svelte or Python in the repository root.',
    });
    for (const path of ['a.js', 'a.tsx', 'a.vue', 'a.svelte', 'a.mts', 'a.py'])
      expect(await skip(path)).toBeUndefined();
  });

  it('makes one run of all engines, with proof', async () => {
    const result = await scan({
      'a.ts': FLAW,
      'b.js': 'const = 1;',
      'c.py': 'eval(input())\n',
      'd.min.js': 'x',
    });
    expect(result.evidence.expected).toEqual({ files: 3 });
    expect(result.evidence.seen).toEqual({ files: 2 });
    expect(result.gaps).toMatchObject([{ code: 'FILE_UNPARSEABLE', path: 'b.js' }]);
    expect(result.notScanned).toEqual([{ path: 'd.min.js', reason: 'minified' }]);
    expect(result.evidence.engines.every(({ canary }) => canary === 'found')).toBe(true);
    expect(result.evidence.engines.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['eslint', '@typescript-eslint/parser', 'ruff']),
    );
    expect(result.run.results?.some(({ ruleId }) => ruleId === 'lint/code-injection')).toBe(true);
    expect(result.run.tool.driver.rules).toHaveLength(rules.length);
    expect(schemaViolations(toLog([result.run]))).toEqual([]);
  });

  it('says which files a switched off language leaves out', async () => {
    const result = await scan({ 'a.js': FLAW, 'b.py': 'x = 1\n' }, { languages: ['javascript'] });
    expect(result.notScanned).toEqual([{ path: 'b.py', reason: 'language switched off' }]);
    expect(result.evidence.expected).toEqual({ files: 1 });
  });

  it('never calls a target clean of which it read nothing', async () => {
    const bundled = scan({ 'a.js': 'x();'.repeat(5000) });
    await expect(bundled).rejects.toThrow(GateError);
    await expect(bundled).rejects.toMatchObject({
      code: 'LOOKED_AT_NOTHING',
      message: 'No source file of shop was looked at: 1 left out (minified).',
    });
  });
});

describe('every rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('%s is complete', (id, rule) => {
    expect(id).toMatch(/^lint\/[a-z]+(?:-[a-z]+)*$/);
    expect(rule.name.toLowerCase()).toBe(id.slice('lint/'.length).replaceAll('-', ''));
    for (const text of [rule.summary, rule.description, rule.why, rule.remediation])
      expect(text).toMatch(/[.)`]$/);
    expect(rule.cwe.length).toBeGreaterThan(0);
    expect(rule.references.length).toBeGreaterThan(0);
  });
});

/** An ESLint of the repository that does what the test says. */
function withEslint(script: string): Record<string, string> {
  return {
    'a.js': 'start();\n',
    'eslint.config.js': 'export default [];\n',
    'node_modules/eslint/package.json': '{"name":"eslint","version":"9.1.2"}',
    'node_modules/eslint/bin/eslint.js': script,
  };
}

const answer = (messages: readonly object[], exitCode: number) =>
  `const { resolve } = require('node:path');
process.stdout.write(JSON.stringify([{ filePath: resolve('a.js'), messages: ${JSON.stringify(messages)} }]));
process.exitCode = ${exitCode};`;

describe("the repository's own ESLint", () => {
  it('does not run unless it is asked for', async () => {
    const result = await scan(withEslint('process.exit(7);'));
    expect(result.gaps).toEqual([]);
    expect(result.degraded).toBeUndefined();
  });

  it('is handed on with the names of its rules', async () => {
    const messages = [
      {
        ruleId: 'no-var',
        severity: 2,
        message: 'Unexpected var\u001b[0m',
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: 4,
      },
      { ruleId: null, severity: 1, message: 'File ignored.', line: 0, column: 0 },
    ];
    const result = await scan(withEslint(answer(messages, 1)), { ownConfig: true });
    expect(result.gaps).toEqual([]);
    expect(
      result.run.results?.map(({ ruleId, message, properties }) => [
        ruleId,
        message.text,
        properties?.['severity'],
      ]),
    ).toEqual([
      ['lint/own-config', 'ESLint: File ignored.', 'info'],
      ['lint/own-config', 'no-var: Unexpected var\\u001b[0m.', 'low'],
    ]);
    expect(result.evidence.engines).toContainEqual({
      name: 'eslint (own configuration)',
      version: '9.1.2',
      canary: 'none',
    });
    expect(result.evidence.expected).toEqual({ files: 2 });
  });

  it.each([
    [
      'ends with an error',
      "console.error('Oops: config'); process.exit(2);",
      /ended with exit code 2\. It said: Oops: config/,
    ],
    ['is killed', "process.kill(process.pid, 'SIGKILL');", /was ended by SIGKILL/],
    ['writes half a report', 'process.stdout.write(\'[{"filePath":\');', /wrote no JSON/],
    ['writes nothing', '', /wrote no JSON/],
    ['writes something else', "process.stdout.write('{}');", /wrote no list of files/],
    [
      'contradicts itself',
      answer([{ ruleId: 'a', severity: 2, message: 'x' }], 0),
      /reports 1 errors and ends with exit code 0/,
    ],
  ])('is a gap when it %s, and keeps what ours found', async (_, script, message) => {
    const result = await scan({ ...withEslint(script), 'b.js': FLAW }, { ownConfig: true });
    expect(result.gaps).toMatchObject([{ code: 'ENGINE_FAILED' }]);
    expect(result.gaps[0]?.message).toMatch(message);
    expect(result.run.results).toHaveLength(1);
  });

  it('is a gap when it is not installed', async () => {
    const result = await scan({ 'a.js': 'start();\n', '.eslintrc.json': '{}' }, { ownConfig: true });
    expect(result.gaps).toMatchObject([
      {
        code: 'ENGINE_FAILED',
        message:
          "the repository's own ESLint is not installed: no node_modules/eslint at or above the repository root.",
      },
    ]);
  });

  it('the configuration may stand in package.json', async () => {
    const files = { 'a.js': 'start();\n', 'package.json': '{ "eslintConfig": { "extends": "react-app" } }' };
    const result = await scan(files, { ownConfig: true });
    expect(result.gaps).toMatchObject([{ code: 'ENGINE_FAILED' }]);
    for (const text of ['{ "name": "eslintConfig" }', '{', 'null'])
      expect((await scan({ ...files, 'package.json': text }, { ownConfig: true })).gaps).toEqual([]);
  });

  it('a file that it cannot parse is a gap', async () => {
    const fatal = [
      {
        ruleId: null,
        fatal: true,
        severity: 2,
        message: 'Parsing error: Unexpected token',
        line: 3,
        column: 1,
      },
    ];
    const result = await scan(withEslint(answer(fatal, 1)), { ownConfig: true });
    expect(result.gaps).toMatchObject([{ code: 'PART_SKIPPED', path: 'a.js', line: 3 }]);
  });

  it('has nothing to do without a configuration, and says so', async () => {
    const result = await scan({ 'a.js': 'start();\n' }, { ownConfig: true });
    expect(result.gaps).toEqual([]);
    expect(result.degraded).toEqual([
      { engine: 'own-config', message: 'There is no ESLint configuration to run.' },
    ]);
  });
});
