import { expect, it } from 'vitest';

import type { CycloneDx } from '../src/write/cyclonedx.js';
import { loadValidator } from '../src/write/validate.js';

const component = (i: number) => ({ type: 'library', 'bom-ref': `p${i}`, name: `p${i}` });

function bill(components: readonly object[], over: Readonly<Record<string, unknown>> = {}): CycloneDx {
  return { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components, dependencies: [], ...over };
}

const many = Array.from({ length: 250 }, (_, i) => component(i));

it('ok: a bill of several parts', async () => {
  await expect((await loadValidator())(bill(many))).resolves.toBeUndefined();
});

it.each<[string, CycloneDx]>([
  ['a component of the last part', bill([...many, { type: 'library', name: 1 }])],
  ['a field that nobody knows', bill(many, { surprise: true })],
  [
    'a licence id that SPDX does not have',
    bill([{ ...component(1), licenses: [{ license: { id: 'My-Own' } }] }]),
  ],
  ['a dependency without a name', bill(many, { dependencies: [{ dependsOn: [] }] })],
  ['a composition of an unknown kind', bill(many, { compositions: [{ aggregate: 'perfect' }] })],
  ['one name for two components of different parts', bill([...many, component(0)])],
])('broken: %s', async (_, document) => {
  await expect((await loadValidator())(document)).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' });
});
