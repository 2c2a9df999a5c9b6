import { existsSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { runGate, withTempFolder } from '@railgate/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';

import { gate } from '../src/gate.js';

afterEach(() => vi.unstubAllEnvs());

const isInstalled = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'cdxgen')));
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

  // Of its 116 packages none is installed by tools/ci/setup: where it is there by itself, it is asked (docs/decisions/0046).
  if (isInstalled)
    it('ok: the real one comes to the same packages', async () => {
      const { scan } = await runGate(gate, FILES, OPTIONS);
      expect([scan.gaps, scan.degraded]).toEqual([[], []]);
    }, 120_000);
});
