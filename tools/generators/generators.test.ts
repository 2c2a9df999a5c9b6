import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { readJson, type Tree } from '@nx/devkit';
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { beforeEach, describe, expect, it } from 'vitest';

import gateGenerator from './gate/gate.mjs';
import ruleGenerator from './rule/rule.mjs';

const ROOT = join(import.meta.dirname, '../..');
/** What the generators read and change of the real repository. */
const REAL = [
  'packages/cli/package.json',
  'packages/cli/src/gates.ts',
  'packages/cli/tsconfig.json',
  'packages/contract/package.json',
  'packages/gate-lint/package.json',
  'packages/gate-lint/src/rules/index.ts',
  'packages/gate-railway/package.json',
  'packages/gate-railway/src/rule.ts',
  'packages/gate-railway/src/rules/index.ts',
  'packages/testkit/src/fault-matrix.ts',
  'tsconfig.json',
];

let tree: Tree;
beforeEach(() => {
  tree = createTreeWithEmptyWorkspace();
  for (const file of REAL) tree.write(file, readFileSync(join(ROOT, file), 'utf8'));
});

describe('the generator of gates', () => {
  it('makes a package of this version with a rule, cases, tests and a page', async () => {
    await gateGenerator(tree, { id: 'dead-code', question: "Is there code that isn't used?" });
    const { version } = readJson<{ version: string }>(tree, 'packages/contract/package.json');
    expect(readJson(tree, 'packages/gate-dead-code/package.json')).toMatchObject({
      name: '@railgate/gate-dead-code',
      description: "Gate: Is there code that isn't used?",
      version,
      nx: { tags: ['layer:gate'] },
      dependencies: { '@railgate/contract': version },
    });
    const gate = read('packages/gate-dead-code/src/gate.ts');
    expect(gate).toContain("id: 'dead-code'");
    expect(gate).toContain("title: 'Railgate Dead Code'");
    expect(gate).toContain(`question: "Is there code that isn't used?"`);
    expect(read('packages/gate-dead-code/src/rules/forbidden-text.ts')).toContain(
      "id: 'dead-code/forbidden-text'",
    );
    for (const file of [
      'README.md',
      'tsconfig.json',
      'src/options.ts',
      'test/cases/forbidden-text.ts',
      'test/gate.test.ts',
    ]) {
      expect(tree.exists(`packages/gate-dead-code/${file}`)).toBe(true);
    }
    expect(tree.listChanges().filter(({ content }) => content?.includes('<%'))).toEqual([]);
  });

  it('adds one line to each list and changes nothing else of it', async () => {
    await gateGenerator(tree, { id: 'dead-code' });
    expect(
      addedLines('packages/cli/src/gates.ts')
        .map((line) => line.trim())
        .join(' '),
    ).toContain(
      "id: 'dead-code', module: '@railgate/gate-dead-code', load: async () => (await import('@railgate/gate-dead-code')).gate,",
    );
    expect(readJson(tree, 'tsconfig.json').references).toContainEqual({ path: 'packages/gate-dead-code' });
    expect(readJson(tree, 'packages/cli/tsconfig.json').references).toContainEqual({
      path: '../gate-dead-code',
    });
    const { dependencies } = readJson<{ dependencies: object }>(tree, 'packages/cli/package.json');
    expect(Object.keys(dependencies)).toEqual(Object.keys(dependencies).toSorted());
    expect(dependencies).toHaveProperty('@railgate/gate-dead-code');
  });

  it('adds a row to the fault matrix', async () => {
    await gateGenerator(tree, { id: 'dead-code' });
    expect(addedLines('packages/testkit/src/fault-matrix.ts')).toEqual([
      "import { deadCodeFaults } from './faults/dead-code.js';",
      "  'dead-code': deadCodeFaults,",
    ]);
    expect(read('packages/testkit/src/faults/dead-code.ts')).toContain(
      'export const deadCodeFaults: FaultRow = {',
    );
  });

  it('adds a second gate after the first', async () => {
    await gateGenerator(tree, { id: 'dead-code' });
    await gateGenerator(tree, { id: 'a' });
    const ids = [...read('packages/cli/src/gates.ts').matchAll(/\{\s*id: '([\w-]+)'/g)].map(([, id]) => id);
    expect(ids.slice(-2)).toEqual(['dead-code', 'a']);
  });

  it('refuses a gate that is there, and leaves it alone', async () => {
    await expect(gateGenerator(tree, { id: 'lint' })).rejects.toThrow('packages/gate-lint is there already.');
    tree.delete('packages/gate-lint');
    await expect(gateGenerator(tree, { id: 'lint' })).rejects.toThrow('lists the gate lint already');
  });

  it.each([
    'Lint',
    'dead_code',
    'dead--code',
    '-code',
    'code-',
    '1code',
    '',
    '../x',
    'a'.repeat(41),
    'gate/x',
  ])('refuses the id %j', async (id) => {
    await expect(gateGenerator(tree, { id })).rejects.toThrow('is not kebab-case');
  });

  it.each(['no question', 'Two\nlines?', 'lower case?', `A${'a'.repeat(200)}?`])(
    'refuses the question %j',
    async (question) => {
      await expect(gateGenerator(tree, { id: 'dead-code', question })).rejects.toThrow(
        'must be one sentence',
      );
    },
  );

  it('says so when the list of gates is not one that it can add to', async () => {
    tree.write('packages/cli/src/gates.ts', 'export const GATES = [];\n');
    await expect(gateGenerator(tree, { id: 'dead-code' })).rejects.toThrow(
      'packages/cli/src/gates.ts has no line with a gate',
    );
  });
});

describe('the generator of rules', () => {
  it.each(['lint', 'railway'])('adds a rule to %s: its file, and a line in each list', async (gate) => {
    await ruleGenerator(tree, { id: `${gate}/made-up-thing`, severity: 'high' });
    const rule = read(`packages/gate-${gate}/src/rules/made-up-thing.ts`);
    expect(rule).toContain(`id: '${gate}/made-up-thing'`);
    expect(rule).toContain("name: 'MadeUpThing'");
    expect(rule).toContain("severity: 'high'");
    const list = `packages/gate-${gate}/src/rules/index.ts`;
    expect(addedLines(list)).toEqual(["import { madeUpThing } from './made-up-thing.js';", '  madeUpThing,']);
    const names = [...read(list).matchAll(/from '\.\/([\w-]+)\.js'/g)].map(([, name]) => name);
    expect(names).toEqual(names.toSorted());
  });

  it('makes the cases of a rule of railway, and none where an engine reports', async () => {
    await ruleGenerator(tree, { id: 'railway/made-up-thing' });
    await ruleGenerator(tree, { id: 'lint/made-up-thing' });
    expect(read('packages/gate-railway/test/cases/made-up-thing.ts')).toContain(
      "finds: [{ at: 'railway.json:1' }]",
    );
    expect(tree.exists('packages/gate-lint/test/cases/made-up-thing.ts')).toBe(false);
  });

  it('adds a rule with its cases to a gate that it made itself', async () => {
    await gateGenerator(tree, { id: 'dead-code' });
    await ruleGenerator(tree, { id: 'dead-code/unused-export' });
    expect(read('packages/gate-dead-code/src/rules/unused-export.ts')).toContain('canary: () =>');
    expect(read('packages/gate-dead-code/test/cases/unused-export.ts')).toContain(
      "finds: [{ at: 'notes.md:1' }]",
    );
    expect(read('packages/gate-dead-code/src/rules/index.ts')).toContain('[forbiddenText, unusedExport]');
  });

  it.each([
    ['lint', 'is not <gate>/<rule>'],
    ['lint/a/b', 'is not <gate>/<rule>'],
    ['lint/NoEval', 'The rule "NoEval" is not kebab-case'],
    ['Lint/no-eval', 'The gate "Lint" is not kebab-case'],
    ['nowhere/no-eval', 'There is no gate nowhere with a list of rules. There are: lint, railway.'],
    ['lint/sql-injection', 'packages/gate-lint/src/rules/sql-injection.ts is not free'],
  ])('refuses %s', async (id, message) => {
    tree.write('packages/gate-lint/src/rules/sql-injection.ts', '');
    await expect(ruleGenerator(tree, { id })).rejects.toThrow(
      message.replace('is not free', 'is there already.'),
    );
    expect(tree.listChanges().filter(({ path }) => path.endsWith('no-eval.ts'))).toEqual([]);
  });

  it('refuses a severity that is none', async () => {
    await expect(ruleGenerator(tree, { id: 'lint/x', severity: 'bad' })).rejects.toThrow(
      'is none of critical, high',
    );
  });

  it('leaves a list alone that it does not understand', async () => {
    const list = 'packages/gate-lint/src/rules/index.ts';
    tree.write(list, read(list).replace('= [', '= [...others, '));
    await expect(ruleGenerator(tree, { id: 'lint/x' })).rejects.toThrow(
      'is not a plain list of the imported rules',
    );
  });
});

function read(path: string): string {
  return tree.read(path, 'utf8') ?? '';
}

/** Lines that a file has now and had not before; fails when a line went away. */
function addedLines(path: string): string[] {
  const before = readFileSync(join(ROOT, path), 'utf8').split('\n');
  const after = read(path).split('\n');
  expect(before.filter((line) => !after.includes(line))).toEqual([]);
  return after.filter((line) => !before.includes(line));
}
