import { sentence } from '../findings/plain-text.js';
import { firstOfEach, label, aboutPackage } from '../policy/packages.js';
import type { PolicyInput, PolicyRule, Violation } from '../policy/policy-rule.js';

export const deprecatedPackage: PolicyRule = {
  id: 'sca/deprecated-package',
  name: 'DeprecatedPackage',
  summary: 'A package is deprecated by those who made it.',
  description:
    'Reports every version that its maintainers call deprecated, as the lockfile repeats it or the registry says it. `low` where a project asks for it itself, `info` where another package brings it.',
  why: 'A deprecated package gets no fixes: the next vulnerability in it stays.',
  remediation:
    'Read what the maintainers say: most often it names the successor. Where another package brings it, upgrade that one.',
  severity: 'low',
  precision: 'very-high',
  cwe: [1104],
  references: ['https://cwe.mitre.org/data/definitions/1104.html'],
  since: '0.1.0',
  *check(input): Generator<Violation> {
    const { lockfiles } = input.dependencies;
    for (const place of firstOfEach(
      lockfiles,
      (one, { ecosystem }) => reasonOf(input, ecosystem, one) !== undefined,
    )) {
      const { one, lockfile } = place;
      const reason = sentence(reasonOf(input, lockfile.ecosystem, one) ?? '', 300);
      yield aboutPackage(
        place,
        `${label(one)} is deprecated${reason === '' ? '.' : `: ${reason}`}`,
        one.direct ? {} : { severity: 'info' },
      );
    }
  },
};

type Package = PolicyInput['dependencies']['lockfiles'][number];

function reasonOf(
  { registry }: PolicyInput,
  ecosystem: Package['ecosystem'],
  { name, version, deprecated }: Package['packages'][number],
): string | undefined {
  return deprecated ?? registry?.of(ecosystem, name, version)?.deprecated;
}
