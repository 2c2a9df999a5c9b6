import { runGate } from '@railgate/testkit';
import { expect, it } from 'vitest';

import { gate } from '../src/gate.js';
import { npmFiles } from './lockfiles.js';

interface Spdx {
  readonly [field: string]: unknown;
  readonly packages: readonly Readonly<Record<string, unknown>>[];
  readonly relationships: readonly {
    readonly spdxElementId: string;
    readonly relationshipType: string;
    readonly relatedSpdxElement: string;
  }[];
}

const FILES = npmFiles(
  {
    'node_modules/a': {
      version: '1.0.0',
      license: '(MIT OR Apache-2.0)',
      resolved: 'https://registry.example/a/-/a-1.0.0.tgz',
      integrity: `sha1-${Buffer.alloc(20, 1).toString('base64')} sha512-${Buffer.alloc(64, 2).toString('base64')}`,
      dependencies: { b: '1', c: '1' },
    },
    'node_modules/b': {
      version: '1.0.0',
      license: 'SEE LICENSE IN LICENSE.txt',
      resolved: 'javascript:alert(1)',
      dependencies: { a: '1' },
    },
    'node_modules/c': { version: '1.0.0', license: 'LicenseRef-Ours', integrity: 'sha512-short' },
  },
  { a: '1' },
);

async function write(): Promise<Spdx> {
  const { scan } = await runGate(gate, FILES, { options: { engines: [], formats: ['spdx'] } });
  return JSON.parse(String(scan.artifacts?.[0]?.content)) as Spdx;
}

it('has everything that SPDX 2.3 demands of a document, a package and a relationship', async () => {
  const { packages, relationships, ...document } = await write();
  expect(document).toMatchObject({
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'shop',
    documentNamespace: expect.stringMatching(/^https:\/\/[^#\s]+\/spdx\/[0-9a-f-]{36}$/) as string,
    creationInfo: {
      created: '2026-11-21T00:00:00Z',
      creators: [expect.stringMatching(/^Tool: railgate-\d/) as string],
    },
  });
  const ids = ['SPDXRef-DOCUMENT', ...packages.map(({ SPDXID }) => SPDXID as string)];
  expect(new Set(ids).size).toBe(ids.length);
  for (const one of packages) {
    expect(one['SPDXID']).toMatch(/^SPDXRef-[A-Za-z0-9.-]+$/);
    expect(one).toMatchObject({
      filesAnalyzed: false,
      licenseConcluded: 'NOASSERTION',
      copyrightText: 'NOASSERTION',
    });
    expect(one['downloadLocation']).toMatch(/^(?:NOASSERTION|https:\/\/.+)$/);
  }
  for (const { spdxElementId, relatedSpdxElement } of relationships)
    expect(ids).toEqual(expect.arrayContaining([spdxElementId, relatedSpdxElement]));
});

it('says what the lockfile says, and only what SPDX has words for', async () => {
  const { packages } = await write();
  expect(packages).toMatchObject([
    { name: 'shop', primaryPackagePurpose: 'APPLICATION' },
    {
      name: 'a',
      versionInfo: '1.0.0',
      licenseDeclared: '(MIT OR Apache-2.0)',
      downloadLocation: 'https://registry.example/a/-/a-1.0.0.tgz',
      checksums: [
        { algorithm: 'SHA1', checksumValue: '01'.repeat(20) },
        { algorithm: 'SHA512', checksumValue: '02'.repeat(64) },
      ],
      externalRefs: [
        { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/a@1.0.0' },
      ],
    },
    { name: 'b', licenseDeclared: 'NOASSERTION', downloadLocation: 'NOASSERTION' },
    { name: 'c', licenseDeclared: 'NOASSERTION' },
  ]);
  expect(packages[3]).not.toHaveProperty('checksums');
});

it('tells who depends on whom, also in a circle', async () => {
  const { packages, relationships } = await write();
  const nameOf = (id: string) => packages.find(({ SPDXID }) => SPDXID === id)?.['name'] ?? id;
  const said = relationships.map(
    ({ spdxElementId, relationshipType, relatedSpdxElement }) =>
      `${nameOf(spdxElementId)} ${relationshipType} ${nameOf(relatedSpdxElement)}`,
  );
  expect(said).toEqual([
    'SPDXRef-DOCUMENT DESCRIBES shop',
    'shop DEPENDS_ON a',
    'a DEPENDS_ON b',
    'a DEPENDS_ON c',
    'b DEPENDS_ON a',
  ]);
});
