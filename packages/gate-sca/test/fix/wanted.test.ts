import type { Lockfile } from '@railgate/dependencies';
import { describe, expect, it } from 'vitest';

import type { Upgrade } from '../../src/findings/vulnerabilities.js';
import { loadVersions } from '../../src/findings/versions.js';
import { planUpgrades } from '../../src/fix/wanted.js';

const versions = await loadVersions(['npm']);
const lockfile: Lockfile = {
  path: 'pnpm-lock.yaml',
  format: 'pnpm-lock',
  ecosystem: 'npm',
  projects: [],
  packages: [],
};
const occurrence: Upgrade['occurrence'] = {
  path: 'pnpm-lock.yaml',
  line: 9,
  ecosystem: 'npm',
  name: 'next',
  version: '14.2.35',
  held: { lockfile, indices: [0], direct: true, dev: false },
};
const upgrade = (ruleId: string, fixed: readonly string[], more: Partial<Upgrade> = {}): Upgrade => ({
  ruleId,
  purl: 'pkg:npm/next@14.2.35',
  occurrence,
  fixed,
  malicious: false,
  ...more,
});
const plan = (...upgrades: readonly Upgrade[]) =>
  planUpgrades(
    upgrades,
    upgrades.map(({ ruleId, purl }) => ({ ruleId, purl, path: 'pnpm-lock.yaml' })),
    versions,
  );

describe('planUpgrades', () => {
  it('takes the lowest version that fixes all of it within the major version', () => {
    const { wanted, notDone } = plan(upgrade('CVE-1', ['14.2.36']), upgrade('CVE-2', ['14.2.38', '15.1.0']));
    expect(wanted.map(({ version, targets }) => [version, targets.map(({ ruleId }) => ruleId)])).toEqual([
      ['14.2.38', ['CVE-1', 'CVE-2']],
    ]);
    expect(notDone).toEqual([]);
  });

  it('has one remedy for all that only a new major version fixes', () => {
    const { notDone } = plan(
      upgrade('CVE-1', ['15.5.10']),
      upgrade('CVE-2', ['15.5.21', '16.2.3']),
      upgrade('CVE-3', ['15.5.16']),
    );
    expect(new Set(notDone.map(({ reason }) => reason))).toEqual(
      new Set([
        'next@14.2.35 has 3 vulnerabilities that only a new major version fixes: 15.5.21 is the first that fixes them all, and may break what uses it.',
      ]),
    );
    expect(notDone.map(({ command }) => command)).toEqual(Array(3).fill('pnpm update next@15.5.21'));
  });

  it('counts among those neither what an upgrade fixes nor what nothing does', () => {
    const { wanted, notDone } = plan(
      upgrade('CVE-1', ['14.2.36']),
      upgrade('CVE-2', ['15.5.10']),
      upgrade('CVE-3', ['16.0.1']),
      upgrade('CVE-4', []),
    );
    expect(wanted.map(({ version }) => version)).toEqual(['14.2.36']);
    expect(notDone.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
      ['CVE-2', expect.stringContaining('has 2 vulnerabilities that only a new major version fixes: 16.0.1')],
      ['CVE-3', expect.stringContaining('has 2 vulnerabilities that only a new major version fixes: 16.0.1')],
      ['CVE-4', 'No fixed version of next@14.2.35 is known.'],
    ]);
  });

  it('does not say that one fixes them all where none was found among many', () => {
    const many = Array.from({ length: 250 }, (_, i) => `15.0.${i + 1}`);
    const { notDone } = plan(upgrade('CVE-1', many), upgrade('CVE-2', ['16.0.0']));
    expect(notDone.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
      ['CVE-1', expect.stringMatching(/is fixed by 15\.0\.1 at the earliest/)],
      ['CVE-2', expect.stringMatching(/is fixed by 16\.0\.0 at the earliest/)],
    ]);
  });

  it('keeps apart what has no fix and what is malicious', () => {
    const { notDone } = plan(
      upgrade('CVE-1', ['15.5.10']),
      upgrade('CVE-2', []),
      upgrade('MAL-1', ['15.5.30'], { malicious: true }),
    );
    expect(notDone.map(({ ruleId, reason, command }) => [ruleId, reason, command])).toEqual([
      [
        'CVE-1',
        'next@14.2.35 is fixed by 15.5.10 at the earliest, a new major version, which may break what uses it.',
        'pnpm update next@15.5.10',
      ],
      ['CVE-2', 'No fixed version of next@14.2.35 is known.', undefined],
      ['MAL-1', expect.stringMatching(/is malicious: remove it/), undefined],
    ]);
  });
});
