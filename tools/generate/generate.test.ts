import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as contract from '@railgate/contract';
import { VALIDATION_RULES } from '@railgate/sarif';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { generateAll } from './generate-all.mjs';
import { changesOf, writeChanges } from './write-changes.mjs';

const ROOT = join(import.meta.dirname, '../..');

const rule: contract.Rule = {
  id: 'demo/no-pipes',
  name: 'NoPipes',
  summary: 'A pipe | stands in `a|b`.',
  description: 'Reports pipes.',
  why: 'Pipes end cells.',
  remediation: 'Remove ```the``` pipe.',
  example: { language: 'sh', before: 'echo "```"\na | b', after: 'a' },
  severity: 'high',
  precision: 'medium',
  cwe: [20, 79],
  catalogue: ['RLY-DEMO-001'],
  references: ['https://example.com/pipes'],
  since: '0.1.0',
};

const options = {
  type: 'object',
  properties: {
    level: { enum: ['a', 'b|c'], default: 'a', description: 'How.' },
    paths: { type: 'array', items: { type: 'string' }, default: [], description: 'Where.' },
    tool: { type: 'string', description: 'Which.', 'x-trusted': true },
    deep: {
      type: 'object',
      description: 'Group.',
      properties: { inner: { type: 'number', description: 'In.' } },
    },
  },
  additionalProperties: false,
} as const satisfies contract.OptionsSchema;

const gate: contract.Gate = {
  meta: {
    id: 'demo',
    title: 'Railgate Demo',
    question: 'Is there a pipe?',
    scope: 'project',
    needs: [],
    inputs: ['**'],
    timeout: 60,
  },
  options,
  rules: [rule],
  skip: () => undefined,
  scan: () => Promise.reject(new Error('never scans')),
};

const pages: Record<string, string> = {
  'README.md': '# R\n\n<!-- gates:start -->\nold\n<!-- gates:end -->\n\nend\n',
  'docs/configuration.md':
    '# C\n\n<!-- keys:start -->\n<!-- keys:end -->\n\n<!-- gate-options:start -->\n<!-- gate-options:end -->\n',
  'docs/waivers.md': '# W\n\n<!-- waivers:start -->\n<!-- waivers:end -->\n',
  'docs/sarif-validation.md': '# V\n\n<!-- rules:start -->\nold\n<!-- rules:end -->\n\nend\n',
  'packages/gate-demo/README.md':
    '# Demo\n\nSee [gate](src/gate.ts) and [docs](../../docs/ci.md#x).\n\n## Options\n\nBy hand.\n\n| old | table |\n| --- | --- |\n\n## Limits\n\nSome.\n',
};

const catalogue = {
  entries: [
    { id: 'RLY-DEMO-001', title: 'A pipe', traps: ['in code', 'escaped'] },
    { id: 'RLY-DEMO-002', title: 'A tube', traps: [] },
    { id: 'RLY-DEMO-003', title: 'A hose', traps: [] },
  ],
  arguedAway: { 'RLY-DEMO-002': 'tubes are fine' },
  cases: new Map([['no-pipes', { ok: [{ traps: ['RLY-DEMO-001 in code'] }, {}], ng: [{}] }]]),
};

/** But for their tables. */
const WRITTEN_BY_HAND = ['README.md', 'docs/configuration.md', 'docs/sarif-validation.md', 'docs/waivers.md'];

function sources(changes: Partial<Parameters<typeof generateAll>[0]> = {}) {
  const readFile = (path: string) => pages[path] ?? '';
  const configSchema = {
    type: 'object',
    properties: {
      failOn: { enum: ['high'], description: 'Level.' },
      gates: { type: 'object', description: 'Per gate.', properties: { demo: options } },
    },
  };
  const waiversSchema = {
    type: 'array',
    items: { properties: { owner: { type: 'string', description: 'Who.' } } },
  };
  return {
    gates: [gate],
    contract,
    configSchema,
    waiversSchema,
    faultMatrix: '| gate |\n| --- |\n| demo |',
    validationRules: VALIDATION_RULES,
    catalogue,
    readFile,
    ...changes,
  };
}

async function page(path: string): Promise<string> {
  return (await generateAll(sources())).files.get(path) ?? '';
}

describe('the generated files', () => {
  it('have a page for every rule, with everything that the rule says', async () => {
    const text = await page('docs/rules/demo/no-pipes.md');
    for (const heading of [
      '# demo/no-pipes',
      '## What it sees',
      '## Why it matters',
      '## Remediation',
      '## Before',
      '## After',
      '## References',
    ]) {
      expect(text).toContain(`\n${heading}\n`);
    }
    expect(text).toContain('Severity **high** · precision medium · since 0.1.0 · [CWE-20]');
    expect(text).toContain('· RLY-DEMO-001');
    expect(text).toContain('````sh\necho "```"\na | b\n````');
  });

  it('count the cases of every question of the catalogue, and say what is missing', async () => {
    const rows = (await page('docs/catalogue.md')).split('\n').map((line) => line.replace(/ +/g, ' '));
    expect(rows).toContain(
      '| RLY-DEMO-001 | A pipe | [demo/no-pipes](rules/demo/no-pipes.md) | 2 | 1 | 0 | 1 of 2 |',
    );
    expect(rows).toContain('| RLY-DEMO-002 | A tube | tubes are fine | | | | |');
    expect(rows).toContain('| RLY-DEMO-003 | A hose | missing | | | | |');
  });

  it('keep a pipe inside its table cell', async () => {
    expect(await page('docs/rules/README.md')).toContain('A pipe \\| stands in `a\\|b`.');
  });

  it('put the tables into the sections that the README of a gate has, and move its links', async () => {
    const text = await page('docs/gates/demo.md');
    expect(text).toContain('[gate](../../packages/gate-demo/src/gate.ts) and [docs](../ci.md#x)');
    expect(text).not.toContain('old');
    expect(text.indexOf('By hand.')).toBeLessThan(text.indexOf('`level`'));
    expect(text.indexOf('`level`')).toBeLessThan(text.indexOf('## Limits'));
    expect(text.indexOf('## Limits')).toBeLessThan(text.indexOf('## Rules'));
    expect(text).toContain('**Is there a pipe?** Looks at each project');
  });

  it('have a row for every option, nested ones too, and say which are trusted', async () => {
    const rows = (await page('docs/configuration.md')).split('\n').map((line) => line.replace(/ +/g, ' '));
    expect(rows).toContain('| `level` | `a`, `b\\|c` | `"a"` | How. |');
    expect(rows).toContain('| `paths` | list of string | `[]` | Where. |');
    expect(rows).toContain('| `deep.inner` | number | | In. |');
    expect(rows.find((row) => row.includes('`tool`'))).toContain('Which. Trusted option.');
    expect(rows.find((row) => row.includes('`failOn`'))).toContain('Level.');
    expect(await page('docs/waivers.md')).toMatch(/`owner` .*Who\./);
  });

  it('have an anchor for every code, the one that messages link to', async () => {
    const text = await page('docs/errors.md');
    for (const code of [...contract.ERROR_CODES, ...contract.GAP_CODES]) {
      expect(text).toContain(`<a id="${contract.codeHelpUri(code).split('#')[1]}"></a>${code}`);
    }
    expect(text).toContain('| demo |');
  });

  it('have a row for every rule of the validator, and say which is not checked', async () => {
    const text = (await page('docs/sarif-validation.md')).replace(/ +/g, ' ');
    for (const { id, name } of VALIDATION_RULES) expect(text).toContain(`| \`${id}\` | ${name} |`);
    expect(text).toMatch(/`SARIF2006`.*Not checked: a file must not/);
    expect(text).not.toContain('\nold\n');
  });

  it('say where they come from', async () => {
    const { files } = await generateAll(sources());
    for (const [path, text] of files) {
      if (WRITTEN_BY_HAND.includes(path)) continue;
      expect(text.slice(0, 400)).toContain('Generated by `npm run generate`');
    }
  });

  it('fail when a page has no place for its table', async () => {
    await expect(generateAll(sources({ readFile: () => '# No place\n' }))).rejects.toThrow(
      '<!-- gates:start -->',
    );
  });
});

describe('the check', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'railgate-generate-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true, force: true });
  });

  it('names what would be added, changed and removed, and nothing after writing', () => {
    const files = new Map([
      ['docs/rules/a/new.md', 'new\n'],
      ['docs/rules/a/old.md', 'changed\n'],
      ['README.md', 'same\n'],
    ]);
    mkdirSync(join(root, 'docs/rules/a'), { recursive: true });
    writeFileSync(join(root, 'docs/rules/a/old.md'), 'old\n');
    writeFileSync(join(root, 'docs/rules/a/left-over.md'), 'x');
    writeFileSync(join(root, 'README.md'), 'same\n');
    const changes = changesOf(files, ['docs/rules'], root);
    expect(changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'removed docs/rules/a/left-over.md',
      'added docs/rules/a/new.md',
      'changed docs/rules/a/old.md',
    ]);
    writeChanges(changes, root);
    expect(changesOf(files, ['docs/rules'], root)).toEqual([]);
    expect(existsSync(join(root, 'docs/rules/a/left-over.md'))).toBe(false);
    expect(readFileSync(join(root, 'docs/rules/a/new.md'), 'utf8')).toBe('new\n');
  });

  it('finds nothing to change in this checkout', () => {
    const { status, stdout, stderr } = generate('--check');
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('refuses an argument that it does not know', () => {
    expect(generate('--chekc')).toMatchObject({ status: 3, stdout: '' });
  });
});

/** Reads the built packages, as CI does; `npm test` builds before it tests. */
function generate(...args: string[]) {
  return spawnSync(process.execPath, [join(ROOT, 'tools/generate/main.mjs'), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
  });
}
