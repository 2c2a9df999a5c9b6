import { ageOf } from '../policy/ages.js';
import { firstOfEach, label, aboutPackage } from '../policy/packages.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

export const youngPackage: PolicyRule = {
  id: 'sca/young-package',
  name: 'YoungPackage',
  summary: 'A locked version was published only a short while ago.',
  description:
    'Asks the registry when each locked version was published, where the option `minimumAge` is over 0: reports those that are younger than so many days. Registries of npm, PyPI, RubyGems, crates.io, NuGet, Hex and Pub are asked; those of Go, Packagist and Maven know no date that proves anything, and a gap says so.',
  why: 'Malicious versions of trusted packages are most often found within hours or days. Who waits a few days lets others find them.',
  remediation:
    'Lock the version before it, or wait. If the new version closes a vulnerability, waive the finding for those days.',
  severity: 'high',
  precision: 'very-high',
  cwe: [1357],
  references: ['https://cwe.mitre.org/data/definitions/1357.html'],
  since: '0.1.0',
  *check(input): Generator<Violation> {
    const { dependencies, options } = input;
    if (options.minimumAge === 0 || !input.registry) return;
    const places = firstOfEach(dependencies.lockfiles, (one, { ecosystem }) => {
      const days = ageOf(input, ecosystem, one);
      return days !== undefined && days < options.minimumAge;
    });
    for (const place of places) {
      const days = Math.max(0, Math.floor(ageOf(input, place.lockfile.ecosystem, place.one) ?? 0));
      yield aboutPackage(
        place,
        `${label(place.one)} was published ${days === 0 ? 'less than a day' : `${days} ${days === 1 ? 'day' : 'days'}`} ago; the policy asks for ${options.minimumAge} days.`,
      );
    }
  },
};
