import { UsageError, type Target } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import type { GateSettings } from '../src/gate-settings.js';
import { loadGates } from '../src/load-gates.js';
import { makePlan, type Plan } from '../src/plan.js';
import type { Selection } from '../src/selection.js';
import { makeWorkspace, stubGate } from './support.js';

const FILES = {
  'package.json': '{ "name": "shop", "workspaces": ["apps/*"] }',
  'apps/web/package.json': '{ "name": "@shop/web" }',
  'apps/web/src/big.ts': 'x'.repeat(5000),
  'apps/api/package.json': '{ "name": "@shop/api" }',
};
const GATES = [stubGate({ id: 'secrets' }), stubGate({ id: 'lint', scope: 'project' })];
const ON: GateSettings = { enabled: true, enforce: true, options: {} };

async function plan(
  selection: Selection = {},
  gates = GATES,
  settings: Readonly<Record<string, GateSettings>> = {},
  files: Readonly<Record<string, string>> = FILES,
): Promise<Plan> {
  return makePlan({
    gates: await loadGates(gates),
    workspace: await makeWorkspace(files),
    settings,
    selection,
  });
}

function pairsOf({ pairs }: Plan): string[] {
  return pairs.map(({ gate, target }) => `${gate} ${target}`);
}

describe('ok: a plan', () => {
  it('holds every gate with every target, in the order of the list, the root first', async () => {
    expect(pairsOf(await plan())).toEqual(['secrets root', 'lint root', 'lint apps/api', 'lint apps/web']);
  });

  it('starts with what takes longest', async () => {
    const { steps } = await plan();
    expect(steps.map(({ gate, target }) => `${gate} ${target.id}`).slice(0, 2)).toEqual([
      'secrets root',
      'lint apps/web',
    ]);
  });

  it('gives a project the files that no deeper project owns', async () => {
    const { steps } = await plan();
    const files = (id: string) =>
      steps
        .find(({ gate, target }) => gate === 'lint' && target.id === id)
        ?.target.files.map(({ path }) => path);
    expect(files('root')).toEqual(['package.json']);
    expect(files('apps/web')).toEqual(['apps/web/package.json', 'apps/web/src/big.ts']);
  });

  it.each<[string, Selection, string[]]>([
    ['a gate', { gates: ['lint'] }, ['lint root', 'lint apps/api', 'lint apps/web']],
    ['a project by path', { projects: ['apps/web'] }, ['lint apps/web']],
    ['a project by path with a slash', { projects: ['./apps/web/'] }, ['lint apps/web']],
    ['a project by name', { projects: ['@shop/api'] }, ['lint apps/api']],
    ['the root', { projects: ['root'] }, ['secrets root', 'lint root']],
    ['the root as a dot', { projects: ['.'] }, ['secrets root', 'lint root']],
    ['both', { gates: ['lint'], projects: ['.', 'apps/api'] }, ['lint root', 'lint apps/api']],
  ])('keeps %s', async (_name, selection, expected) => {
    expect(pairsOf(await plan(selection))).toEqual(expected);
  });

  it.each<[boolean | undefined, string[]]>([
    [false, []],
    [undefined, ['root']],
  ])('asks what answers depend on where they are kept (%s)', async (keepsAnswers, expected) => {
    const asked: string[] = [];
    const [loaded] = await loadGates([stubGate({ id: 'secrets' })]);
    if (!loaded?.gate) throw new Error('the stub does not load');
    const dependsOn = (target: Target): string => {
      asked.push(target.id);
      return 'data';
    };
    const gates = [{ ...loaded, gate: { ...loaded.gate, dependsOn } }];
    const workspace = await makeWorkspace(FILES);
    const { steps } = await makePlan({ gates, workspace, settings: {}, selection: {}, keepsAnswers });
    expect(asked).toEqual(expected);
    expect(steps.map((step) => step.dependsOn)).toEqual([expected.length > 0 ? 'data' : undefined]);
  });

  it('knows all pairs whatever is selected', async () => {
    expect((await plan({ projects: ['apps/web'] })).allPairs).toHaveLength(4);
  });

  it('does not take a project called root for the root', async () => {
    const files = { 'package.json': '{ "workspaces": ["root"] }', 'root/package.json': '{ "name": "root" }' };
    const all = await plan({}, GATES, {}, files);
    expect(pairsOf(all)).toEqual(['secrets root', 'lint root', 'lint ./root']);
    expect(pairsOf(await plan({ projects: ['root'] }, GATES, {}, files))).toEqual([
      'secrets root',
      'lint root',
    ]);
    expect(pairsOf(await plan({ projects: ['./root'] }, GATES, {}, files))).toEqual(['lint ./root']);
  });
});

describe('ok: what is settled without a scan', () => {
  it.each([
    [
      'a disabled gate',
      stubGate({ id: 'lint', scope: 'project' }),
      { lint: { ...ON, enabled: false } },
      'disabled',
    ],
    ['a gate with a reason', stubGate({ id: 'sca', does: 'skip' }), {}, 'nothing-to-scan'],
  ])('%s is skipped, once and with its reason', async (_name, gate, settings, kind) => {
    const { settled, steps } = await plan({}, [gate], settings);
    expect(steps).toEqual([]);
    expect(settled).toMatchObject([
      {
        gate: gate.id,
        target: 'root',
        status: 'skipped',
        reason: { kind, message: expect.stringMatching(/\.$/) },
      },
    ]);
  });
});

describe('broken: a gate that cannot be asked', () => {
  it.each([
    [
      'does not load',
      { ...stubGate({ id: 'lint' }), load: () => Promise.reject(new Error('no such package')) },
      'no such package',
    ],
    ['has another id', { ...stubGate({ id: 'other' }), id: 'lint' }, 'calls itself other'],
    ['gives no reason', stubGate({ id: 'lint', does: 'skip-badly' }), 'no reason for skipping'],
    ['fails in skip', stubGate({ id: 'lint', does: 'skip-throws' }), 'skip is broken'],
  ])('%s', async (_name, gate, message) => {
    const { settled } = await plan({}, [gate]);
    expect(settled).toMatchObject([
      {
        gate: 'lint',
        target: 'root',
        status: 'broken',
        code: 'INTERNAL',
        message: expect.stringContaining(message),
      },
    ]);
  });
});

describe('ng: a selection that cannot be', () => {
  it.each<[string, Selection, RegExp]>([
    ['a gate that is not there', { gates: ['lnit'] }, /no gate "lnit"\. Did you mean lint\?/],
    [
      'a project that is not there',
      { projects: ['apps/wbe'] },
      /no project "apps\/wbe"\. Did you mean apps\/web\?/,
    ],
    ['nothing like it', { projects: ['zzzzzz'] }, /no project "zzzzzz"\.$/],
    [
      'a gate that does not look at the project',
      { gates: ['secrets'], projects: ['apps/web'] },
      /leaves nothing to do/,
    ],
    ['control characters', { gates: ['a\u001b[2J'] }, /no gate "a\\\\?u001b/],
  ])('%s', async (_name, selection, message) => {
    await expect(plan(selection)).rejects.toThrow(UsageError);
    await expect(plan(selection)).rejects.toThrow(message);
  });

  it('is no error when nobody selected: there just is no gate', async () => {
    expect(await plan({}, [])).toMatchObject({ pairs: [], steps: [] });
  });
});
