import {
  FAULT_MATRIX,
  isImpossible,
  runGate,
  skipReason,
  staticImports,
  type FaultCase,
  type Files,
} from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { gate } from '../src/gate.js';

const DOCKERFILE: Files = { 'apps/api/Dockerfile': 'FROM scratch\n' };

describe('the description', () => {
  it('loads nothing but the contract', () => {
    const { packages } = staticImports(new URL('../src/index.ts', import.meta.url));
    expect([...packages].sort()).toEqual(['@railgate/contract']);
  });

  it('keeps no answer, since an image changes behind its name', () => {
    expect(gate.dependsOn).toBeUndefined();
  });
});

describe('skip', () => {
  it.each([
    ['nothing to look at', { 'a.js': '', 'Dockerfile.md': '', 'Dockerfile.dockerignore': '' }, {}],
    ['base images left alone', DOCKERFILE, { baseImages: false }],
  ])('%s', async (_, files: Files, options) => {
    expect(await skipReason(gate, files, { options })).toMatchObject({ kind: 'nothing-to-scan' });
  });

  it.each([
    ['a Dockerfile', DOCKERFILE, {}],
    ['a Containerfile', { 'web/Containerfile': '' }, {}],
    ['an image', {}, { images: ['api:ci'] }],
    ['an archive', {}, { archives: ['api.tar'], baseImages: false }],
    ['a build', {}, { build: ['Dockerfile'] }],
  ])('not with %s', async (_, files: Files, options) => {
    expect(await skipReason(gate, files, { options })).toBeUndefined();
  });
});

describe('options', () => {
  it.each<[string, object, string[]]>([
    [
      'fine',
      { images: ['api:ci', 'ghcr.io/a/b@sha256:' + 'a'.repeat(64)], archives: ['a/../b.tar', './c'] },
      [],
    ],
    [
      'no names of images',
      { images: ['api:ci', 'Api', 'a b', '-x', 'a:b:c'] },
      ['images.1', 'images.2', 'images.3', 'images.4'],
    ],
    [
      'archives elsewhere',
      { archives: ['/etc/a.tar', '../a.tar', 'a/../../b', 'C:\\a.tar', 'ok.tar'] },
      ['archives.0', 'archives.1', 'archives.2', 'archives.3'],
    ],
    ['a build elsewhere', { build: ['../Dockerfile'] }, ['build.0']],
    ['a Trivy image without a name', { trivyImage: 'Trivy Image' }, ['trivyImage']],
    ['two Trivys', { trivyImage: 'trivy:0.74.0', trivyBinary: '/usr/bin/trivy' }, ['trivyBinary']],
    [
      'licences that SPDX does not know',
      { licences: { deny: ['GPL-3.0-only', 'GLP'] } },
      ['licences.deny.1'],
    ],
  ])('%s', async (_, options, at) => {
    const problems = (await gate.checkOptions?.(options)) ?? [];
    expect(problems.map((problem) => problem.at.join('.'))).toEqual(at);
    for (const { message } of problems) expect(message).toMatch(/\.$/);
  });

  it('that execute something or choose who judges are trusted ones, and no others', () => {
    const trusted = Object.entries(gate.options.properties).filter(
      ([, option]) => option['x-trusted'] === true,
    );
    expect(trusted.map(([name]) => name)).toEqual(['build', 'trivyImage', 'trivyBinary', 'database']);
  });
});

describe('broken', () => {
  it('without a scanner, whatever there is to look at', async () => {
    await expect(runGate(gate, DOCKERFILE)).rejects.toMatchObject({ name: 'GateError', code: 'NEED_UNMET' });
  });

  // Nobody locks root out of a file.
  const cells = Object.entries(FAULT_MATRIX['container'] ?? {}).filter(
    (cell): cell is [string, FaultCase] =>
      !isImpossible(cell[1]) && cell[1].stub === undefined && cell[1].locked === undefined,
  );

  it.each(cells.filter(([code]) => code.startsWith('FILE_')))(
    '%s: a gap that needs no scanner',
    async (code, { files = {}, message }) => {
      const { findings, scan } = await runGate(gate, files);
      expect(findings).toEqual([]);
      expect(scan.gaps.map((gap) => gap.code)).toEqual([code]);
      expect(scan.gaps[0]?.message).toMatch(message);
      expect(scan.evidence).toMatchObject({ expected: { files: 1 }, seen: { files: 0 } });
    },
  );
});
