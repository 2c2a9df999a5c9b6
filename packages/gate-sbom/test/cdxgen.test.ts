import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import { installedTool, runGate, withTempFolder } from '@railgate/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { gate } from '../src/gate.js';

afterEach(() => vi.unstubAllEnvs());

const FILES = { 'api/requirements.txt': 'flask==3.0.0\nclick==8.1.7\n' };
const OPTIONS = { options: { engines: ['cdxgen'], formats: ['cyclonedx'] } };

/** A cdxgen that says what it was given, and writes these components. */
async function withStub<T>(components: readonly object[], use: () => Promise<T>): Promise<T> {
  return withTempFolder(async (folder) => {
    const tools = { components: [{ name: 'cdxgen', version: '12.8.4' }] };
    const bom = { bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { tools }, components };
    const script = `#!${process.execPath}
const fs = require('node:fs');
const { CDXGEN_ALLOWED_COMMANDS: commands, CDXGEN_ALLOWED_HOSTS: hosts, SECRET_TOKEN } = process.env;
const files = fs.readdirSync('.').sort().join();
const [flag, type] = process.argv.slice(2);
const isConfined = commands === 'none' && hosts === 'none.invalid' && SECRET_TOKEN === undefined;
if (!isConfined || files !== 'pyproject.toml,requirements.txt' || flag + type !== '-tpython') process.exit(9);
if (!process.argv.includes('--no-install-deps')) process.exit(8);
fs.writeFileSync(process.argv[process.argv.indexOf('-o') + 1], ${JSON.stringify(JSON.stringify(bom))});`;
    await writeFile(join(folder, 'cdxgen'), script);
    await chmod(join(folder, 'cdxgen'), 0o755);
    vi.stubEnv('SECRET_TOKEN', 'x');
    vi.stubEnv('PATH', [folder, process.env['PATH']].join(delimiter));
    return use();
  });
}

describe('cdxgen', () => {
  it('ok: sees the lockfile alone, may start nothing and reach nobody, and confirms', async () => {
    const components = [
      { name: 'flask', version: '3.0.0' },
      { name: 'Click', version: '8.1.7' },
    ];
    const { scan } = await withStub(components, () => runGate(gate, FILES, OPTIONS));
    expect([scan.gaps, scan.degraded]).toEqual([[], []]);
    expect(scan.evidence.engines).toMatchObject([{}, { name: 'cdxgen', version: '12.8.4' }]);
  });

  it('broken: what it leaves out is named', async () => {
    const { scan } = await withStub([{ name: 'flask', version: '3.0.0' }], () =>
      runGate(gate, FILES, OPTIONS),
    );
    expect(scan.gaps).toMatchObject([{ code: 'ENGINE_FAILED', path: 'api/requirements.txt' }]);
    expect(scan.gaps[0]?.message).toContain('cdxgen does not list pkg:pypi/click@8.1.7');
  });

  it('broken: it is not installed', async () => {
    vi.stubEnv('PATH', '/nowhere');
    const { scan } = await runGate(gate, FILES, { options: { engines: [], require: ['cdxgen'] } });
    expect(scan.gaps).toMatchObject([
      { code: 'ENGINE_FAILED', remedy: expect.stringContaining('npm install --global') as string },
    ]);
  });

  it('ok: the real one comes to the same packages, for each kind of lockfile that it reads', async () => {
    const path = [dirname(installedTool('cdxgen')), process.env['PATH']].join(delimiter);
    vi.stubEnv('PATH', path);
    const { scan } = await runGate(gate, { ...FILES, ...OTHERS }, OPTIONS);
    expect([scan.gaps, scan.degraded]).toEqual([[], []]);
    expect(scan.evidence).toMatchObject({ seen: { packages: 5 } });
    expect(scan.evidence.engines).toContainEqual(
      expect.objectContaining({ name: 'cdxgen', version: '12.8.4' }),
    );
  }, 120_000);
});

/** One of each type that it is asked for, beside Python's. */
const OTHERS = {
  'web/pnpm-lock.yaml': `lockfileVersion: '9.0'
importers:
  .:
    dependencies:
      ms:
        specifier: ^2.1.0
        version: 2.1.2
packages:
  ms@2.1.2:
    resolution: {integrity: sha512-sGkPx+VjMtmA6MX27oA4FBFELFCZZ4S4XqeGOXCv68tT+jb3vk/RyaKWP0PTKyWtmLSM0b+adUTEvbs1PEaH2w==}
snapshots:
  ms@2.1.2: {}
`,
  'admin/yarn.lock': '# yarn lockfile v1\n\n\nis-number@^7.0.0:\n  version "7.0.0"\n',
  'shop/composer.lock': JSON.stringify({
    packages: [{ name: 'psr/log', version: '3.0.0', type: 'library' }],
    'packages-dev': [],
  }),
};
