import { sentence } from '../findings/plain-text.js';
import { firstOfEach, label, aboutPackage } from '../policy/packages.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

export const yankedVersion: PolicyRule = {
  id: 'sca/yanked-version',
  name: 'YankedVersion',
  summary: 'The locked version was taken back, or the registry no longer has it.',
  description:
    'Asks the registry, where it is asked at all (`minimumAge` over 0 or `licences` given, not `--offline`): reports versions that their maintainers yanked, retracted, retired or unlisted, and those that the registry of npm knew and no longer has.',
  why: 'A version is taken back because it is broken or because it was an attack: malicious versions are the first to disappear. And a build that depends on a cache fails the day the cache is empty.',
  remediation: 'Find out why it was taken back, then upgrade to the next version.',
  severity: 'high',
  precision: 'high',
  cwe: [1357],
  references: ['https://peps.python.org/pep-0592/'],
  since: '0.1.0',
  *check({ dependencies: { lockfiles }, registry }): Generator<Violation> {
    if (!registry) return;
    const yankedOf = (ecosystem: (typeof lockfiles)[number]['ecosystem'], name: string, version: string) =>
      registry.of(ecosystem, name, version)?.yanked;
    const places = firstOfEach(
      lockfiles,
      ({ name, version, source }, { ecosystem }) =>
        source === 'registry' && yankedOf(ecosystem, name, version) !== undefined,
    );
    for (const place of places) {
      const { name, version } = place.one;
      const reason = sentence(yankedOf(place.lockfile.ecosystem, name, version) ?? '', 300);
      yield aboutPackage(
        place,
        `${label(place.one)} was taken back, or is gone from the registry${reason === '' ? '.' : `: ${reason}`} Find out why, and upgrade.`,
      );
    }
  },
};
