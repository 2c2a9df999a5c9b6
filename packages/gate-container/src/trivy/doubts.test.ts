import { debianBase, file, findInstalledTool, rubyGem, type ImageDescription } from '@railgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { CLEAN, fixedAlpine, step } from '../../test/trivy-images.js';
import {
  nativeInput,
  observe,
  openTrivy,
  type Desk,
  type OpenTrivy,
  withDesk,
} from '../../test/trivy-support.js';

const SECONDS = 120_000;

/** Judged from what the report says, so that one place is enough. */
describe.runIf(findInstalledTool('trivy') !== undefined)('what a real Trivy does not answer', () => {
  let desk: Desk;
  let session: OpenTrivy;
  withDesk((own) => void (desk = own));
  beforeAll(async () => {
    session = await openTrivy(nativeInput(desk));
  }, SECONDS);
  // Before the desk is closed: hooks after tests run from the last to the first.
  afterAll(() => session.close());
  const seen = (...steps: ImageDescription['steps'][number][]) => observe(desk, session, { steps });
  const gap = (code: string, words: string) =>
    expect.objectContaining({ code, message: expect.stringContaining(words) as string }) as object;

  it(
    'says which packages nobody can answer for',
    async () => {
      const gem = await seen(...fixedAlpine(), step('COPY x', ...rubyGem('rack', '3.0.0')));
      expect(gem.gaps).toEqual([]);
      const composer = JSON.stringify({ packages: [{ name: 'a/b', version: 'v9.0.0' }] });
      const php = await seen(
        ...fixedAlpine(),
        step('COPY x', file('app/vendor/composer/installed.json', composer)),
      );
      expect(php.gaps).toEqual([gap('SOURCE_MISSING', 'composer-vendor')]);
    },
    SECONDS,
  );

  it(
    'says which releases nobody can answer for',
    async () => {
      const debian = (version: string) =>
        debianBase({ version, packages: [{ name: 'bash', version: '5.2.15-2' }] });
      expect((await seen(...debian('12'))).gaps).toEqual([]);
      const { gaps, packages } = await seen(...debian('99'));
      expect(gaps).toEqual([gap('SOURCE_MISSING', 'debian 99')]);
      expect(packages.map(({ name }) => name)).toEqual(['bash']);
    },
    SECONDS,
  );

  it(
    'does not take what it cannot read for clean',
    async () => {
      const elf = Buffer.from('\x7fELF unknown', 'latin1');
      const stripped = await seen(step('COPY x', file('etc/alpine-release', '3.18.4\n')));
      expect(stripped.gaps).toEqual([gap('PART_SKIPPED', 'without a list')]);
      const binary = await seen(step('COPY x', file('server', elf, { mode: 0o755 })));
      expect(binary.gaps).toEqual([gap('PART_SKIPPED', '1 programs')]);
      const arch = await seen(step('COPY x', file('var/lib/pacman/local/zlib-1/desc', '%NAME%\nzlib\n')));
      expect(arch.gaps).toEqual([gap('SOURCE_MISSING', 'pacman')]);
      const data = await seen(step('COPY x', file('www/index.html', 'hello')));
      expect(data.gaps).toEqual([]);
      const status = file('var/lib/dpkg/status', 'garbage\n');
      const damaged = seen(step('COPY x', file('etc/debian_version', '12.0\n'), status));
      await expect(damaged).rejects.toMatchObject(gap('LOOKED_AT_NOTHING', 'var/lib/dpkg/status'));
    },
    SECONDS,
  );

  it(
    'reads licences where somebody judges them',
    async () => {
      const other = await openTrivy(nativeInput(desk, { options: { licences: { deny: ['GPL-3.0-only'] } } }));
      const { packages } = await observe(desk, other, CLEAN);
      await other.close();
      expect(packages.find(({ name }) => name === 'lodash')?.licences).toEqual(['MIT']);
    },
    SECONDS,
  );
});
