import type { GateError } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { doubtsOf, type Doubt } from './believe.js';
import type { Ecosystem } from './canary/language-packages.js';
import type { Sign } from './contents/signs.js';
import type { ImagePackage, ImageVulnerability, Observed } from './observed.js';

const pkg = (kind: ImagePackage['kind'], type: string): ImagePackage => ({
  kind, type, name: 'x', version: '1', purl: 'pkg:generic/x@1', licences: [],
}); // prettier-ignore
const vulnerable = (kind: ImagePackage['kind'], type: string): ImageVulnerability => ({
  ...pkg(kind, type), id: 'CVE-1', aliases: [], title: '', description: '', severity: 'high', cwes: [], fixed: [], references: [],
}); // prettier-ignore
const OS = pkg('os', 'alpine');
const NPM = pkg('language', 'node-pkg');
const ALPINE = { family: 'alpine', version: '3.18.4', endOfLife: false };
const NOTHING: Observed = { packages: [], vulnerabilities: [], secrets: [], misconfigurations: [], gaps: [] };

interface Case {
  readonly observed?: Partial<Observed>;
  /** What lies in the image, by our own look; nothing where that is not possible. */
  readonly contents?: { readonly signs?: Partial<Record<Sign, string>>; readonly programs?: number };
  readonly ecosystems?: readonly Ecosystem[];
  readonly release?: boolean;
  readonly withoutJava?: boolean;
}

const doubts = ({ observed, contents, ecosystems = ['npm'], release = true, withoutJava = false }: Case) => {
  const doubt: Doubt = {
    observed: { ...NOTHING, ...observed },
    name: 'api',
    settings: { licences: false, withoutJava },
    proofs: {
      ofEverything: () => Promise.resolve({ ecosystems: new Set(ecosystems) }),
      ofRelease: () => Promise.resolve(release),
    },
    look: () =>
      Promise.resolve(
        contents && { files: 1, programs: contents.programs ?? 0, has: (sign) => contents.signs?.[sign] },
      ),
  };
  return doubtsOf(doubt);
};
const said = async (one: Case) =>
  (await doubts(one)).map(({ code, message, remedy }) => [code, message, remedy]);
const both = { os: ALPINE, packages: [OS, NPM] };

describe('a report without a vulnerability', () => {
  it.each<[string, Case]>([
    ['of which packages of both kinds were read, and the database answers for them', { observed: both }],
    [
      'that says itself that the database answers',
      {
        observed: { ...both, vulnerabilities: [vulnerable('os', 'alpine'), vulnerable('language', 'node-pkg')] },
        ecosystems: [],
        release: false,
      },
    ],
    ['of an image that holds data alone', { contents: {} }],
    ['of a distribution with its list, and no language', { observed: { os: ALPINE, packages: [OS] }, contents: { signs: { 'package-list': 'lib/apk/db/installed' } } }],
    ['of programs that say what they are made of', { observed: { packages: [pkg('language', 'gobinary')] }, contents: { programs: 1 }, ecosystems: ['go'] }],
    ['of two lists of one ecosystem, of which one has a vulnerability', { observed: { packages: [OS, NPM, pkg('language', 'pnpm')], vulnerabilities: [vulnerable('language', 'npm')] }, ecosystems: [] }],
  ])('ok: is believed, %s', async (_, one) => {
    expect(await doubts(one)).toEqual([]);
  }); // prettier-ignore

  it.each<[string, Case, string, RegExp]>([
    ['of a release of which nothing is known', { observed: both, release: false }, 'SOURCE_MISSING', /^api is alpine 3\.18\.4, for which the database answers nothing/],
    ['of an ecosystem of which nothing is known', { observed: both, ecosystems: [] }, 'SOURCE_MISSING', /of the kind node-pkg/],
    ['of a list that no canary is for', { observed: { ...both, packages: [OS, NPM, pkg('language', 'conan')] } }, 'SOURCE_MISSING', /of the kind conan/],
    ['of a distribution without its list', { observed: { os: ALPINE }, contents: {} }, 'PART_SKIPPED', /without a list of its packages/],
    ['of programs alone', { contents: { programs: 3 } }, 'PART_SKIPPED', /holds 3 programs and no list/],
    ['of a list of a distribution that nobody recognises', { contents: { signs: { 'package-list': 'var/lib/pacman/x' } } }, 'SOURCE_MISSING', /does not recognise \(var\/lib\/pacman\/x\)/],
    ['of a list of a distribution that Trivy does not know', { observed: { os: { ...ALPINE, family: 'arch' } }, contents: { signs: { 'package-list': 'var/x' } } }, 'SOURCE_MISSING', /arch 3\.18\.4, which Trivy does not know/],
    ['of Java archives that were left alone', { observed: both, withoutJava: true }, 'SOURCE_MISSING', /Java archives/],
    ['of layers that cannot be looked into', { observed: { os: ALPINE, packages: [OS] } }, 'PART_SKIPPED', /not looked into here/],
  ])('ng: is a gap, %s', async (_, one, code, message) => {
    expect(await said(one)).toEqual([[code, expect.stringMatching(message), expect.stringMatching(/\.$/)]]);
  }); // prettier-ignore

  it.each<[string, Case, string]>([
    ['a list of a known distribution', { observed: { os: ALPINE }, contents: { signs: { 'package-list': 'lib/apk/db/installed' } } }, 'lib/apk/db/installed'],
    ['installed packages of a language', { observed: { os: ALPINE, packages: [OS] }, contents: { signs: { 'language-package': 'app/x\u001b.dist-info/METADATA' } } }, 'app/x\\u001b.dist-info/METADATA'],
  ])('broken: is thrown away when Trivy read nothing of %s', async (_, one, path) => {
    const error = await doubts(one).then(() => expect.fail('it was believed'), (thrown: GateError) => thrown);
    expect(error).toMatchObject({ code: 'LOOKED_AT_NOTHING', message: `api holds ${path}, and Trivy read no package from it.` });
  }); // prettier-ignore

  it('is not looked behind where Trivy saw packages of both kinds: that costs a reading of the image', async () => {
    let looks = 0;
    const doubt: Doubt = {
      observed: { ...NOTHING, ...both },
      name: 'api',
      settings: { licences: false, withoutJava: false },
      proofs: {
        ofEverything: () => Promise.resolve({ ecosystems: new Set<Ecosystem>(['npm']) }),
        ofRelease: () => Promise.resolve(true),
      },
      look: () => {
        looks++;
        return Promise.resolve(undefined);
      },
    };
    await doubtsOf(doubt);
    expect(looks).toBe(0);
  });
});
