import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import {
  copyExample,
  runGate,
  skipReason,
  type Files,
  type GateRun,
  type RunGateOptions,
} from '@railgate/testkit';
import { describe, expect, it, vi } from 'vitest';

import { gate } from '../src/gate.js';
import { SHOP, npmFiles } from './lockfiles.js';

/** Without other programs, where the test is not about them. */
const ALONE: RunGateOptions = { options: { engines: [] } };
const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);

interface Document {
  readonly metadata: {
    readonly component: { readonly name: string };
    readonly tools: { readonly components: readonly object[] };
  };
  readonly components: readonly Readonly<Record<string, unknown>>[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
  readonly compositions: readonly { readonly aggregate: string; readonly dependencies: readonly string[] }[];
}

function file({ scan }: GateRun, path: string): string {
  const content = scan.artifacts?.find((artifact) => artifact.path === path)?.content;
  return typeof content === 'string' ? content : expect.fail(`${path} is no text`);
}
const document = (run: GateRun, path = 'sbom/root.cdx.json') => JSON.parse(file(run, path)) as Document;
const paths = ({ scan }: GateRun) => scan.artifacts?.map(({ path }) => path);

describe('what is written', () => {
  it('lists packages with hashes, licences and who depends on whom', async () => {
    const run = await runGate(gate, SHOP, ALONE);
    expect(paths(run)).toEqual(['sbom/root.cdx.json', 'sbom/root.spdx.json']);
    const { components, dependencies, compositions, metadata } = document(run);
    expect(metadata.component).toMatchObject({ type: 'application', name: 'shop' });
    expect(components).toMatchObject([
      { 'bom-ref': 'pkg:npm/debug@4.3.4', name: 'debug', version: '4.3.4', scope: 'required' },
      {
        purl: 'pkg:npm/ms@2.1.2',
        licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }],
        hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^b0690fc7e56332d980e8c5f6ee/) as string }],
      },
    ]);
    expect(dependencies).toEqual([
      { ref: 'project:.', dependsOn: ['pkg:npm/debug@4.3.4'] },
      { ref: 'pkg:npm/debug@4.3.4', dependsOn: ['pkg:npm/ms@2.1.2'] },
      { ref: 'pkg:npm/ms@2.1.2', dependsOn: [] },
    ]);
    expect(compositions).toEqual([{ aggregate: 'complete', dependencies: ['project:.'] }]);
    expect(await validator.validate(file(run, 'sbom/root.cdx.json'))).toBeNull();
  });

  it('has a bill for the whole and one for each project, none of them with what another one needs', async () => {
    const files: Files = {
      'package.json': '{"name":"mono","workspaces":["apps/*"]}',
      'apps/web/package.json': '{"name":"web","dependencies":{"debug":"4.3.4"}}',
      'apps/api/package.json': '{"name":"api","devDependencies":{"semver":"5.7.2"}}',
      'apps/none/package.json': '{"name":"none"}',
      'package-lock.json': JSON.stringify({
        name: 'mono',
        lockfileVersion: 3,
        packages: {
          '': { name: 'mono', workspaces: ['apps/*'] },
          'apps/web': { name: 'web', version: '1.0.0', dependencies: { debug: '4.3.4' } },
          'apps/api': { name: 'api', version: '1.0.0', devDependencies: { semver: '5.7.2' } },
          'apps/none': { name: 'none', version: '1.0.0' },
          'node_modules/web': { resolved: 'apps/web', link: true },
          'node_modules/api': { resolved: 'apps/api', link: true },
          'node_modules/none': { resolved: 'apps/none', link: true },
          'node_modules/debug': { version: '4.3.4', dependencies: { ms: '2.1.2' } },
          'node_modules/ms': { version: '2.1.2' },
          'node_modules/semver': { version: '5.7.2', dev: true },
        },
      }),
      'jobs/requirements.txt': 'flask==3.0.0\nclick==8.1.7\n',
    };
    const run = await runGate(gate, files, { options: { engines: [], formats: ['cyclonedx'] } });
    expect(paths(run)).toEqual([
      'sbom/root.cdx.json',
      'sbom/apps--api.cdx.json',
      'sbom/apps--web.cdx.json',
      'sbom/jobs.cdx.json',
    ]);
    const listed = (path: string) => document(run, path).components.map(({ purl, scope }) => [purl, scope]);
    expect(listed('sbom/apps--web.cdx.json')).toEqual([
      ['pkg:npm/debug@4.3.4', 'required'],
      ['pkg:npm/ms@2.1.2', 'required'],
    ]);
    expect(listed('sbom/apps--api.cdx.json')).toEqual([['pkg:npm/semver@5.7.2', 'excluded']]);
    expect(listed('sbom/root.cdx.json').map(([purl]) => purl)).toEqual(
      expect.arrayContaining(['pkg:npm/ms@2.1.2', 'pkg:npm/semver@5.7.2', 'pkg:pypi/flask@3.0.0']),
    );
    // pip's file does not tell who depends on whom.
    expect(document(run, 'sbom/jobs.cdx.json').compositions).toEqual([
      { aggregate: 'complete', dependencies: ['project:jobs'] },
      { aggregate: 'unknown', dependencies: ['pkg:pypi/click@8.1.7', 'pkg:pypi/flask@3.0.0'] },
    ]);
    const alone = await runGate(gate, files, {
      options: { engines: [], formats: ['spdx'], projects: false },
    });
    expect(paths(alone)).toEqual(['sbom/root.spdx.json']);
  });

  it('names what has no version, and says that the bill ends there', async () => {
    const run = await runGate(gate, { 'requirements.txt': 'flask>=2\nclick==8.1.7\n' }, ALONE);
    const { components, compositions } = document(run);
    expect(components.map(({ purl, version }) => [purl, version])).toEqual([
      ['pkg:pypi/click@8.1.7', '8.1.7'],
      ['pkg:pypi/flask', undefined],
    ]);
    expect(compositions[0]).toEqual({ aggregate: 'incomplete', dependencies: ['project:.'] });
    expect(file(run, 'sbom/root.spdx.json')).toContain('"comment": "Incomplete: ');
    expect(run.lines).toEqual(['requirements.txt:1 sbom/unpinned-dependency medium']);
  });

  it('is the same in another folder and at another time', async () => {
    const first = await runGate(gate, SHOP, ALONE);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const second = await runGate(gate, SHOP, ALONE);
    expect(second.scan.artifacts).toEqual(first.scan.artifacts);
    const other = await runGate(gate, SHOP, { ...ALONE, now: new Date('2027-01-01T00:00:00Z') });
    expect(other.scan.artifacts).not.toEqual(first.scan.artifacts);
  });

  it('keeps names of its own for projects that are called like other files', async () => {
    const run = await runGate(
      gate,
      {
        'vex/requirements.txt': 'a==1\n',
        'root/requirements.txt': 'b==1\n',
        'x y/requirements.txt': 'c==1\n',
      },
      { options: { engines: [], formats: ['cyclonedx'] } },
    );
    expect(new Set(paths(run)).size).toBe(4);
    expect(paths(run)).not.toContain('sbom/vex.cdx.json');
  });
});

describe('the real cyclonedx-npm', () => {
  it('confirms the example, byte for byte the same twice', async () => {
    const folder = await copyExample('flawed');
    const first = await runGate(gate, folder);
    // What a pom.xml brings in turn is known to nobody.
    const gaps = [{ code: 'PART_SKIPPED', path: 'apps/ledger/pom.xml' }];
    expect(first.scan).toMatchObject({ gaps, degraded: [] });
    expect(first.scan.evidence.engines).toMatchObject([
      { name: 'railgate-sbom' },
      { name: 'cyclonedx-npm', version: '6.0.1' },
    ]);
    const { seen, expected } = first.scan.evidence;
    expect(seen).toEqual({ ...expected, files: (expected['files'] ?? 0) - gaps.length });
    expect(document(first).metadata.tools.components).toMatchObject([
      { name: 'railgate' },
      { name: 'cyclonedx-npm' },
    ]);
    const second = await runGate(gate, folder);
    expect(second.scan.artifacts).toEqual(first.scan.artifacts);
  }, 120_000);
});

describe('bad input', () => {
  it('broken: a lockfile that does not parse is a gap, and the bill says that it is incomplete', async () => {
    const run = await runGate(
      gate,
      { ...SHOP, 'package-lock.json': '{"lockfileVersion":3,', 'requirements.txt': 'a==1\n' },
      ALONE,
    );
    expect(run.scan.gaps).toMatchObject([{ code: 'FILE_UNPARSEABLE', path: 'package-lock.json' }]);
    expect(document(run).compositions[0]).toMatchObject({ aggregate: 'incomplete' });
  });

  it('broken: no npm, and yet a bill: that is mentioned, or a gap where it is required', async () => {
    vi.stubEnv('PATH', '/nowhere');
    try {
      const run = await runGate(gate, SHOP);
      expect(run.scan.degraded).toMatchObject([{ engine: 'cyclonedx-npm' }]);
      expect(document(run).components).toHaveLength(2);
      const required = await runGate(gate, SHOP, { options: { require: 'all' } });
      expect(required.scan.gaps).toMatchObject([{ code: 'ENGINE_FAILED' }]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it.each([
    ['control characters', 'a\u001b[2J\n::error::', '1.0.0\u202e'],
    ['half a surrogate pair', 'a\ud800', '1\udc00'],
    ['markup', '<script>alert(1)</script>', '"><img src=x>'],
    ['the prototype', '__proto__', 'constructor'],
    ['nothing but spaces', '   ', ' '],
    ['ten thousand characters', 'a'.repeat(10_000), '1'.repeat(10_000)],
    ['a path', '../../etc/passwd', 'file:///etc/passwd'],
  ])('a name and a version of %s stay data in a valid bill', async (_, name, version) => {
    const files = npmFiles(
      {
        'node_modules/x': {
          name,
          version,
          license: name,
          resolved: `https://x/${name}`,
          integrity: `sha512-${name}`,
        },
      },
      { x: '1' },
    );
    const run = await runGate(gate, files, ALONE);
    expect(await validator.validate(file(run, 'sbom/root.cdx.json'))).toBeNull();
    for (const path of ['sbom/root.cdx.json', 'sbom/root.spdx.json'])
      expect(file(run, path)).not.toMatch(/(?<!\\)\\u(?:001b|202e|d[89a-f])/i);
  });

  it('20,000 packages are written and validated in time', async () => {
    const packages = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, i) => [`node_modules/p${i}`, { version: '1.0.0' }]),
    );
    const run = await runGate(gate, npmFiles(packages, { p1: '1.0.0' }), ALONE);
    expect(document(run).components).toHaveLength(20_000);
  }, 60_000);
});

it('skips what depends on nothing, and says so', async () => {
  expect(await skipReason(gate, { 'a.md': '' })).toMatchObject({ kind: 'nothing-to-scan' });
  expect(await skipReason(gate, { 'package.json': '{}' })).toBeUndefined();
});

it.each<[string, readonly ('cyclonedx-npm' | 'cdxgen')[], RegExp | undefined]>([
  ['on nothing else where no engine is asked', [], /^$/],
  ['on the version of npm where that is asked', ['cyclonedx-npm'], /^npm \d+\.\d+\.\d+/],
  ['on something that nobody knows where cdxgen is asked', ['cyclonedx-npm', 'cdxgen'], undefined],
])('its answer depends %s', async (_, engines, said) => {
  const workspace = { root: '/nonexistent', files: [], projects: [], services: [] };
  const target = { id: 'root', kind: 'workspace', path: '.', name: 'root', files: [] } as const;
  const options = { formats: ['spdx' as const], projects: true, engines: [...engines], require: [] };
  const answer = await gate.dependsOn?.(target, workspace, options);
  if (said) expect(answer).toMatch(said);
  else expect(answer).toBeUndefined();
});
