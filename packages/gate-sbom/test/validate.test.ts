import { expect, it } from 'vitest';

import type { CycloneDx } from '../src/write/cyclonedx.js';
import { loadValidator } from '../src/write/validate.js';

const component = (i: number) => ({ type: 'library', 'bom-ref': `p${i}`, name: `p${i}` });

function bill(components: readonly object[], over: Readonly<Record<string, unknown>> = {}): CycloneDx {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    components,
    dependencies: [],
    compositions: [],
    ...over,
  };
}

const many = Array.from({ length: 250 }, (_, i) => component(i));

it('ok: a bill of several parts', async () => {
  await expect((await loadValidator())(bill(many))).resolves.toBeUndefined();
});

const names = many.map((one) => one['bom-ref']);

it('ok: lists of very many names', { timeout: 30_000 }, async () => {
  const list = Array.from({ length: 60_000 }, (_, i) => `p${i}`);
  const lists = {
    dependencies: [{ ref: 'project', dependsOn: list }],
    compositions: [{ aggregate: 'unknown', dependencies: list }],
  };
  await expect((await loadValidator())(bill(many, lists))).resolves.toBeUndefined();
});

it.each<[string, CycloneDx]>([
  ['a component of the last part', bill([...many, { type: 'library', name: 1 }])],
  ['a field that nobody knows', bill(many, { surprise: true })],
  [
    'a licence id that SPDX does not have',
    bill([{ ...component(1), licenses: [{ license: { id: 'My-Own' } }] }]),
  ],
  ['a dependency without a name', bill(many, { dependencies: [{ dependsOn: [] }] })],
  [
    'a composition of an unknown kind',
    bill(many, { compositions: [{ aggregate: 'perfect', dependencies: [] }] }),
  ],
  ['no name in a long list', bill(many, { dependencies: [{ ref: 'p', dependsOn: [...names, 1] }] })],
  [
    'no name in a long composition',
    bill(many, { compositions: [{ aggregate: 'unknown', dependencies: [...names, 1] }] }),
  ],
  ['a name twice in a long list', bill(many, { dependencies: [{ ref: 'p', dependsOn: [...names, 'p0'] }] })],
  [
    'a name twice in a long composition',
    bill(many, { compositions: [{ aggregate: 'unknown', dependencies: [...names, 'p0'] }] }),
  ],
  [
    'the dependencies of one component twice',
    bill(many, { dependencies: ['p', ...names, 'p'].map((ref) => ({ ref, dependsOn: [] })) }),
  ],
  ['one name for two components of different parts', bill([...many, component(0)])],
])('broken: %s', async (_, document) => {
  await expect((await loadValidator())(document)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' });
});
