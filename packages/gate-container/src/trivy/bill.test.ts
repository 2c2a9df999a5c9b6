import { contentUuid, unpackText } from '@railgate/kit';
import { describe, expect, it } from 'vitest';

import { billOf } from './bill.js';
import type { ImagePackage, Observed } from './observed.js';

const IMAGE = { id: 'sha256:1', layers: [{ diffId: 'sha256:2' }] } as unknown as Parameters<typeof billOf>[1];
const NOTHING: Observed = {
  packages: [],
  vulnerabilities: [],
  secrets: [],
  misconfigurations: [],
  gaps: [],
};

interface Bill {
  readonly serialNumber: string;
  readonly version: number;
  readonly compositions: readonly object[];
  readonly components: readonly Readonly<Record<string, unknown>>[];
  readonly metadata: { readonly component: { readonly name: string } };
}

function textOf(observed: Partial<Observed>, name = 'api'): string {
  return [...unpackText(billOf({ ...NOTHING, ...observed }, IMAGE, name))].join('');
}

function packageOf(name: string, more: Partial<ImagePackage> = {}): ImagePackage {
  const purl = `pkg:npm/${name}@1.0.0`;
  return { kind: 'language', type: 'node-pkg', name, version: '1.0.0', purl, licences: [], ...more };
}

/** More than one piece. */
const MANY = Array.from({ length: 500 }, (_, at) => packageOf(`package-${at}`, { path: `app/${at}` }));

describe('a bill', () => {
  it.each<[string, Partial<Observed>, string]>([
    ['of nothing', {}, 'api'],
    ['of one package', { packages: [packageOf('a', { licences: ['MIT'] })] }, 'api'],
    ['of many', { packages: MANY, os: { family: 'alpine', version: '3.18.4', endOfLife: true } }, 'api'],
    [
      'whose names look like its own text',
      { packages: [packageOf('"components": []\n')] },
      '"components": []',
    ],
  ])('ok: %s is written as JSON.stringify would, with the number of what it says', (_, observed, name) => {
    const text = textOf(observed, name);
    const bill = JSON.parse(text) as Bill;
    expect(text).toBe(`${JSON.stringify(bill, null, 2)}\n`);
    expect(bill.metadata.component.name).toBe(name);
    expect(bill.components).toHaveLength((observed.packages?.length ?? 0) + (observed.os ? 1 : 0));
    // The head is no part of what the number is made of.
    const { version, metadata, components, compositions } = bill;
    const said = JSON.stringify({ version, metadata, components, compositions });
    expect(bill.serialNumber).toBe(`urn:uuid:${contentUuid(said)}`);
  });

  it('ok: is sorted, and has a package once a place, as it was seen last', () => {
    const [first, last] = [packageOf('b', { licences: ['MIT'] }), packageOf('b', { licences: ['ISC'] })];
    const packages = [first, packageOf('a', { path: 'z' }), last, packageOf('a', { path: 'c' })];
    const { components } = JSON.parse(textOf({ packages })) as Bill;
    expect(components.map((one) => one['bom-ref'])).toEqual([
      'pkg:npm/a@1.0.0#c',
      'pkg:npm/a@1.0.0#z',
      'pkg:npm/b@1.0.0',
    ]);
    expect(components[2]).toMatchObject({ licenses: [{ license: { name: 'ISC' } }] });
    expect(textOf({ packages: [first, last] })).not.toBe(textOf({ packages: [last, first] }));
  });
});
