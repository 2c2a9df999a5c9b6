import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import {
  BROKEN_ARCHIVES,
  HOSTILE_LAYERS,
  SAMPLE_IMAGE,
  exampleBase,
  findInstalledTool,
  hostileImage,
  imageArchive,
  imageFiles,
  makeImage,
  makeRepo,
  removeFolder,
  tarOf,
  writeOciLayout,
  type Files,
} from '@railgate/testkit';
import { readdirSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';

import { brokenOf, useBench, runNative } from './support.js';

const bench = useBench();

const SAMPLE = imageArchive(SAMPLE_IMAGE);
const trivy = findInstalledTool('trivy');
/** Of `BROKEN_ARCHIVES`: all that their images need is there, and what is there is looked at, whatever its name. */
const READABLE = ['cut near its end', 'no manifest', 'a layer with another digest than its name'];

describe.skipIf(trivy === undefined)('archives, with the Trivy of this machine and no engine', () => {
  it(
    'of several platforms are looked at for one, and the others are a gap unless the option asked',
    { timeout: 300_000 },
    async () => {
      const images = ['amd64', 'arm64'].map((architecture) => makeImage({ ...SAMPLE_IMAGE, architecture }));
      const root = await makeRepo({ 'all.tar': tarOf(imageFiles(images, 'oci', { multiPlatform: true })) });
      try {
        const look = async (platform?: string) =>
          (
            await runNative(bench, root, {
              options: { archives: ['all.tar'], ...(platform && { platform }) },
            })
          ).scan;
        const { gaps } = await look();
        expect(gaps).toMatchObject([{ code: 'PART_SKIPPED', path: 'all.tar' }]);
        expect(gaps[0]?.message).toContain('linux/arm64, which was not looked at');
        expect((await look('linux/arm64')).gaps).toEqual([]);
      } finally {
        await removeFolder(root);
      }
    },
  );

  it(
    'of every form give the same findings, in the image that no Dockerfile explains',
    { timeout: 300_000 },
    async () => {
      const root = await makeRepo({
        'a.tar': SAMPLE,
        'b.tar': imageArchive({ ...SAMPLE_IMAGE, tags: ['registry.test/podman:1'] }, 'podman'),
        'c.tar': imageArchive({ ...SAMPLE_IMAGE, tags: ['registry.test/zipped:1'] }, 'oci', {
          compression: 'gzip',
        }),
        'railgate.json':
          '{\n  "gates": { "container": { "archives": [\n    "a.tar",\n    "b.tar"\n  ] } }\n}\n',
      });
      try {
        await writeOciLayout(join(root, 'layout'), { ...SAMPLE_IMAGE, tags: ['registry.test/layout:1'] });
        const options = { archives: ['a.tar', 'b.tar', 'c.tar', 'layout'] };
        const { findings, scan } = await runNative(bench, root, { options });
        const of = (image: string) =>
          findings
            .filter((one) => one.image === image)
            .map(({ ruleId }) => ruleId)
            .sort();
        expect(of('registry.test/sample')).toEqual(
          expect.arrayContaining(['CVE-2021-23337', 'CVE-2022-48174']),
        );
        for (const image of ['podman', 'zipped', 'layout'])
          expect(of(`registry.test/${image}`)).toEqual(of('registry.test/sample'));
        for (const { path, logical, image } of findings) {
          expect(path).toBe('');
          expect(logical?.startsWith(image ?? '?')).toBe(true);
        }
        const related = findings.map(({ image, result }) => [
          image,
          result.relatedLocations?.[0]?.physicalLocation?.region?.startLine,
        ]);
        expect(related).toContainEqual(['registry.test/sample', 3]);
        expect(related).toContainEqual(['registry.test/layout', undefined]);
        expect(scan.evidence).toMatchObject({ expected: { images: 4 }, seen: { images: 4 } });
        expect(scan.gaps).toEqual([]);
        expect(scan.artifacts?.map(({ path }) => path)).toEqual(
          ['sample', 'podman', 'zipped', 'layout'].map(
            (name) => `sbom/images/registry.test--${name}.cdx.json`,
          ),
        );
      } finally {
        await removeFolder(root);
      }
    },
  );

  it(
    'that are broken are a gap each, beside what was found in the others',
    { timeout: 300_000 },
    async () => {
      const kinds = Object.keys(BROKEN_ARCHIVES);
      const files: Files = {
        'good.tar': SAMPLE,
        ...Object.fromEntries(kinds.map((kind, i) => [`${i}.tar`, BROKEN_ARCHIVES[kind]?.() ?? ''])),
      };
      const archives = ['good.tar', 'missing.tar', ...kinds.map((_, i) => `${i}.tar`)];
      const temporary = join(bench.scratch, 'temporary');
      await mkdir(temporary);
      vi.stubEnv('TMPDIR', temporary);
      const { findings, scan } = await runNative(bench, files, { options: { archives, parallel: 2 } });
      expect(findings.map(({ ruleId }) => ruleId)).toContain('CVE-2021-23337');
      const gaps = new Map(scan.gaps.map((gap) => [gap.path, gap]));
      expect(kinds.filter((_, i) => !gaps.has(`${i}.tar`))).toEqual(READABLE);
      for (const [i, kind] of kinds.entries()) {
        const gap = gaps.get(`${i}.tar`);
        if (!gap) continue;
        expect(gap.message, kind).toMatch(
          new RegExp(`^The archive ${i}\\.tar(?:, [^,]*,)? was not looked at\\. `),
        );
        expect(gap.code, kind).toMatch(/^(?:FILE_UNPARSEABLE|FILE_UNREADABLE|ENGINE_FAILED)$/);
        expect(gap.remedy ?? '', kind).toMatch(/\.$/);
      }
      expect(gaps.get('missing.tar')).toMatchObject({ code: 'FILE_UNREADABLE' });
      expect(scan.evidence.seen).toMatchObject({ images: 1 + READABLE.length });
      expect(scan.evidence.expected).toMatchObject({ images: archives.length });
      expect(scan.checklists).toHaveLength(archives.length);
      expect(
        scan.checklists?.filter(({ steps }) => steps.some(({ status }) => status === 'unknown')),
      ).toHaveLength(archives.length - 1 - READABLE.length);
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  it(
    'built to harm are looked at all the same, and nothing gets out of them',
    { timeout: 300_000 },
    async () => {
      const kinds = Object.keys(HOSTILE_LAYERS);
      const files: Files = Object.fromEntries(
        kinds.map((kind, i) => [
          `${i}.tar`,
          imageArchive({ ...hostileImage(kind), tags: [`registry.test/h${i}:1`] }),
        ]),
      );
      const { findings, scan } = await runNative(bench, files, {
        options: { archives: Object.keys(files), parallel: 2 },
      });
      for (const [i, kind] of kinds.entries()) {
        const isFound = findings.some(
          ({ ruleId, image }) => ruleId === 'CVE-2021-23337' && image === `registry.test/h${i}`,
        );
        const isGap = scan.gaps.some(
          ({ message }) => message.includes(`${i}.tar`) || message.includes(`h${i} `),
        );
        expect(isFound || isGap, kind).toBe(true);
      }
      expect(JSON.stringify(scan)).not.toMatch(/railgate-escaped.*root:/);
    },
  );

  it('are the base image whose name they have', { timeout: 300_000 }, async () => {
    const name = 'registry.test/base/node:22';
    const archive = imageArchive({ ...exampleBase('flawed'), tags: [name] });
    const files: Files = { 'web/Dockerfile': `FROM ${name}\nUSER node\n`, 'base.tar': archive };
    const { lines, scan } = await runNative(bench, files, { options: { archives: ['base.tar'] } });
    expect(
      lines.filter((line) => / CVE-/.test(line)).every((line) => line.startsWith('web/Dockerfile:1 ')),
    ).toBe(true);
    expect(lines.filter((line) => / CVE-/.test(line))).toHaveLength(6);
    expect(scan.gaps).toEqual([]);
    expect(scan.evidence.expected).toEqual({ images: 1, files: 1 });
  });

  it('that lie elsewhere are taken from the command line alone', { timeout: 120_000 }, async () => {
    const elsewhere = join(bench.scratch, 'elsewhere.tar');
    await writeFile(elsewhere, SAMPLE);
    const root = await makeRepo({ 'a.txt': '' });
    try {
      await mkdir(join(root, 'x'));
      await symlink(elsewhere, join(root, 'x/link.tar'));
      const error = await brokenOf(runNative(bench, root, { options: { archives: ['x/link.tar'] } }));
      expect(error.message).toMatch(/x\/link\.tar leads out of the repository and is not followed\.$/);
      const { findings } = await runNative(bench, root, { options: { archives: [elsewhere] } });
      expect(findings.length).toBeGreaterThan(0);
      expect(JSON.stringify(findings)).not.toContain(bench.scratch);
    } finally {
      await removeFolder(root);
    }
  });
});
