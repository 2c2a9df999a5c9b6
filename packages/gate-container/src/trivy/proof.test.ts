import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { makeTempFolder, removeFolder } from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { placeThat, type Answer, type Asked } from '../../test/place.js';
import { FILE_SECRET, knownBadImage } from './canary/known-bad.js';
import { osPackages } from './canary/os-packages.js';
import { smallImage } from './canary/small-image.js';
import { Proofs } from './proof.js';

const USUAL = { licences: false, withoutJava: false };
const DEBIAN = { family: 'debian', version: '12', endOfLife: false };
const limits = { seconds: 10, memory: 100, signal: new AbortController().signal };

let root: string;
beforeEach(async () => {
  root = await makeTempFolder();
  await mkdir(join(root, 'repository'));
  vi.stubEnv('XDG_CACHE_HOME', join(root, 'cache'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await removeFolder(root);
});

const vulnerability = (id: string, name: string) => ({
  VulnerabilityID: id,
  PkgName: name,
  Severity: 'HIGH',
});
const results = {
  alpine: { Target: 'x', Class: 'os-pkgs', Type: 'alpine', Packages: [{ Name: 'busybox', Licenses: ['MIT'] }], Vulnerabilities: [vulnerability('CVE-2022-48174', 'busybox')] },
  npm: { Target: 'Node.js', Class: 'lang-pkgs', Type: 'node-pkg', Vulnerabilities: [vulnerability('CVE-2021-23337', 'lodash')] },
  pip: { Target: 'Python', Class: 'lang-pkgs', Type: 'python-pkg', Vulnerabilities: [vulnerability('CVE-2024-1', 'jinja2')] },
  file: { Target: `/${FILE_SECRET}`, Class: 'secret', Secrets: [{ RuleID: 'github-pat' }] },
  configuration: { Target: '/scan/image.tar', Class: 'secret', Secrets: [{ RuleID: 'github-pat' }] },
} as const; // prettier-ignore
const KNOWN_BAD = Object.values(results);

/** A report about the very image that was handed over: one of those of which the proofs are made. */
function about({ files }: Asked, list: readonly object[], os?: object): Answer {
  const tar = files.get('image.tar');
  const debian = osPackages('debian', '12') ?? new Map<string, Buffer>();
  const made = [knownBadImage(false), knownBadImage(true), smallImage(debian, {})];
  const image = made.find((one) => tar?.equals(one.tar));
  return {
    report: {
      SchemaVersion: 2,
      ArtifactName: '/scan/image.tar',
      ArtifactType: 'container_image',
      Metadata: { ImageID: image?.id, DiffIDs: image?.diffIds, ...(os && { OS: os }) },
      Results: list,
    },
  };
}

const proofsOf = (answer: (asked: Asked) => Answer, more: { java?: boolean; digest?: string } = {}) => {
  const place = placeThat(answer);
  const { java = false, digest = 'sha256:1' } = more;
  const evidence = { id: 'trivy-db', digest, builtAt: '2026-01-01T00:00:00Z' };
  const database = { evidence, files: new Map<string, ReadonlyMap<string, string>>(), java };
  return { place, proofs: new Proofs({ place, database, limits, root: join(root, 'repository') }) };
};

describe('the proof that Trivy finds what it must', () => {
  it('ok: is a known-bad image in which all was found, with the ecosystems that were', async () => {
    const { proofs } = proofsOf((asked) => about(asked, KNOWN_BAD));
    expect([...(await proofs.ofEverything(USUAL)).ecosystems]).toEqual(['npm', 'pip']);
  });

  it.each<[keyof typeof results, RegExp]>([
    ['alpine', /image: CVE-2022-48174 in Alpine's busybox\.$/],
    ['npm', /image: CVE-2021-23337 in lodash\.$/],
    ['file', /image: the secret in a file\.$/],
    ['configuration', /image: the secret in the image's configuration\.$/],
  ])('ng: is none when one scanner was silent: %s', async (without, message) => {
    const rest = KNOWN_BAD.filter((one) => one !== results[without]);
    const { proofs } = proofsOf((asked) => about(asked, rest));
    await expect(proofs.ofEverything(USUAL)).rejects.toMatchObject({
      code: 'CANARY_MISSED',
      message: expect.stringMatching(message) as string,
      remedy: expect.stringMatching(/railgate db update trivy/) as string,
    });
  });

  it('ng: wants licences where they are judged', async () => {
    const bare = KNOWN_BAD.map((one) => ({ ...one, Packages: [{ Name: 'x' }] }));
    const { proofs } = proofsOf((asked) => about(asked, bare));
    expect(await proofs.ofEverything(USUAL)).toBeDefined();
    await expect(proofs.ofEverything({ ...USUAL, licences: true })).rejects.toThrow(/the licences/);
  });

  it.each<[string, (asked: Asked) => Answer, string]>([
    ['Trivy fails', () => ({ exitCode: 1, stderr: 'no luck' }), 'TOOL_CRASHED'],
    ['Trivy writes nothing', () => ({}), 'REPORT_UNREADABLE'],
    [
      'it is about another image',
      () => ({ report: { SchemaVersion: 2, ArtifactType: 'container_image' } }),
      'REPORT_UNREADABLE',
    ],
    ['Java archives are not read', () => ({ exitCode: 1, stderr: 'no Java DB' }), 'CANARY_MISSED'],
  ])('broken: is none when %s', async (_, answer, code) => {
    await expect(proofsOf(answer).proofs.ofEverything(USUAL)).rejects.toMatchObject({ code });
  });

  it('is asked for once, also at the same time and by the next run, and anew for all that matters', async () => {
    const first = proofsOf((asked) => about(asked, KNOWN_BAD));
    await Promise.all([first.proofs.ofEverything(USUAL), first.proofs.ofEverything(USUAL)]);
    await first.proofs.ofEverything(USUAL);
    expect(first.place.asked).toHaveLength(1);
    const next = proofsOf(() => ({}));
    expect([...(await next.proofs.ofEverything(USUAL)).ecosystems]).toEqual(['npm', 'pip']);
    await expect(next.proofs.ofEverything({ ...USUAL, licences: true })).rejects.toThrow();
    await expect(next.proofs.ofEverything({ ...USUAL, withoutJava: true })).rejects.toThrow();
    await expect(proofsOf(() => ({}), { java: true }).proofs.ofEverything(USUAL)).rejects.toThrow();
    await expect(proofsOf(() => ({}), { digest: 'sha256:2' }).proofs.ofEverything(USUAL)).rejects.toThrow();
  });

  it('that fails is asked for again by the next run', async () => {
    await expect(proofsOf(() => ({ exitCode: 1 })).proofs.ofEverything(USUAL)).rejects.toThrow();
    const { proofs } = proofsOf((asked) => about(asked, KNOWN_BAD));
    expect(await proofs.ofEverything(USUAL)).toBeDefined();
  });
});

describe('the proof that the database knows a release', () => {
  const debian = { Family: 'debian', Name: '12' };
  const found = {
    Target: 'x',
    Class: 'os-pkgs',
    Type: 'debian',
    Vulnerabilities: [vulnerability('CVE-1', 'bash')],
  };
  const ask = (list: readonly object[], os: object = debian) => {
    const { proofs, place } = proofsOf((asked) => about(asked, list, os));
    return { place, known: proofs.ofRelease(DEBIAN, USUAL) };
  };

  it('ok: is ancient packages of that release that were found', async () => {
    expect(await ask([found]).known).toBe(true);
    expect(await proofsOf(() => ({})).proofs.ofRelease(DEBIAN, USUAL)).toBe(true);
  });

  it('ng: is none when nothing was found, or for another release, and that is not remembered', async () => {
    expect(await ask([]).known).toBe(false);
    expect(await ask([{ ...found, Class: 'lang-pkgs' }]).known).toBe(false);
    expect(await ask([found], { Family: 'debian', Name: '11' }).known).toBe(false);
    expect(await ask([found]).known).toBe(true);
  });

  it('ng: is none for what Trivy does not know, or no release is called; it is not even asked', async () => {
    const { proofs, place } = proofsOf(() => ({}));
    expect(await proofs.ofRelease({ ...DEBIAN, family: 'arch' }, USUAL)).toBe(false);
    expect(await proofs.ofRelease({ ...DEBIAN, version: '12\u001b[2J' }, USUAL)).toBe(false);
    expect(place.asked).toEqual([]);
  });

  it('broken: is an error when Trivy fails', async () => {
    const { proofs } = proofsOf(() => ({ exitCode: 2, stderr: 'panic: oh' }));
    await expect(proofs.ofRelease(DEBIAN, USUAL)).rejects.toMatchObject({ code: 'TOOL_CRASHED' });
  });
});
