import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeRepo, makeTempFolder, removeFolder, startRegistry, type RegistryStub } from '@railgate/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { PLAIN_PATH } from './plain-path.js';
import { runCli } from './run-cli.js';

let home: string;
let root: string;
let registry: RegistryStub;
beforeEach(async () => {
  [home, registry] = await Promise.all([makeTempFolder(), startRegistry()]);
  writeFileSync(join(home, '.npmrc'), `registry=${registry.url}/\n`);
  root = await makeRepo(files(), { git: true });
});
afterEach(async () => {
  await registry.close();
  await Promise.all([home, root].map(removeFolder));
});

const MANIFEST = '{\n    "name": "app",\n    "dependencies": { "lodash": "4.17.20" }\n}\n';
const files = () => ({
  'package.json': MANIFEST,
  'package-lock.json': `${JSON.stringify(
    {
      name: 'app',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'app', dependencies: { lodash: '4.17.20' } },
        'node_modules/lodash': {
          version: '4.17.20',
          resolved: registry.tarballUrl('lodash', '4.17.20'),
          integrity: registry.integrity('lodash', '4.17.20'),
        },
      },
    },
    null,
    2,
  )}\n`,
});

const CONFIG = JSON.stringify({ gates: { sca: { engines: ['osv'] } } });
const read = (path: string) => readFileSync(join(root, path), 'utf8');
async function fix(args: readonly string[] = [], online = true) {
  const config = join(home, 'railgate.json');
  writeFileSync(config, CONFIG);
  return runCli(['fix', root, '--gate', 'sca', '--config', config, ...args], {
    online,
    env: { HOME: home, PATH: PLAIN_PATH },
  });
}

describe('railgate fix --gate sca', () => {
  it('shows the diff first, and writes nothing', async () => {
    const before = read('package-lock.json');
    const { stdout, stderr } = await fix(['--dry-run']);
    expect({ stderr, stdout }).toMatchObject({
      stderr: expect.stringContaining('would be fixed in 2 files') as string,
    });
    expect(stdout).toContain(
      '-    "dependencies": { "lodash": "4.17.20" }\n+    "dependencies": { "lodash": "4.17.21" }',
    );
    expect([read('package.json'), read('package-lock.json')]).toEqual([MANIFEST, before]);
  });

  it('writes manifest and lockfile, and the next run is clean', async () => {
    const { stdout, exitCode } = await fix();
    expect(stdout).toContain('Upgrade lodash from 4.17.20 to 4.17.21.');
    expect(exitCode).toBe(0);
    expect(read('package.json')).toBe(MANIFEST.replace('4.17.20', '4.17.21'));
    expect(read('package-lock.json')).toContain(registry.integrity('lodash', '4.17.21'));
    expect((await fix()).stdout).toContain('0 findings fixed, 0 findings left');
  });

  it('says what it did not upgrade, with the reason and the command, and exits as a run would', async () => {
    const { stdout, exitCode } = await fix([], false);
    expect(stdout).toMatch(
      /Not upgraded\n {2}package-lock\.json {2}lodash@4\.17\.20\n.*without\s+--offline/s,
    );
    expect(stdout).toContain('$ npm install lodash@4.17.21');
    expect(exitCode).toBe(1);
    expect(read('package.json')).toBe(MANIFEST);
  });

  it('pins of Python are replaced without any network', async () => {
    const pins = 'flask==3.0.0\r\nrequests==2.28.2 # the API\r\n';
    writeFileSync(join(root, 'requirements.txt'), pins);
    const { stdout } = await fix([], false);
    expect(stdout).toContain('Upgrade requests from 2.28.2 to 2.31.0.');
    expect(read('requirements.txt')).toBe(pins.replace('2.28.2', '2.31.0'));
    expect(read('package.json')).toBe(MANIFEST);
  });
});
