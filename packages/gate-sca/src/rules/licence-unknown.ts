import { plainText } from '../findings/plain-text.js';
import { licenceOf } from '../policy/licence-of.js';
import { firstOfEach, label, aboutPackage } from '../policy/packages.js';
import { isWithoutLicences } from '../policy/unknown-facts.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

export const licenceUnknown: PolicyRule = {
  id: 'sca/licence-unknown',
  name: 'LicenceUnknown',
  summary: 'Nobody says which licence a package has, or it is none that SPDX knows.',
  description:
    'Only where the options allow or deny licences: reports packages of which neither the lockfile nor the registry says a licence, and those whose licence is no SPDX expression (`SEE LICENSE IN …`, `BSD`). `high` where `licences.allow` names the only ones that may be used.',
  why: 'Without a licence nobody but its author may use a program at all, and a list of licences that are allowed means little if half of the packages are not held against it.',
  remediation:
    'Look into the package, and waive the finding with what you found. Lockfiles of most formats hold no licences (a gap says so, once for each): run without `--offline`, so that the registry can be asked.',
  severity: 'medium',
  precision: 'high',
  cwe: [],
  references: ['https://spdx.org/licenses/'],
  since: '0.1.0',
  *check(input): Generator<Violation> {
    const { licences, dependencies, options } = input;
    if (!licences) return;
    const isUnknown = licenceOf(input, (licence) => licences.judge(licence) === 'unknown');
    const told = dependencies.lockfiles.filter((lockfile) => !isWithoutLicences(lockfile, input));
    for (const place of firstOfEach(told, isUnknown.holds)) {
      const licence = isUnknown.of(place.one, place.lockfile);
      const said =
        licence === undefined
          ? 'says no licence'
          : `says ${plainText(licence, 160)}, which is no SPDX expression`;
      yield aboutPackage(
        place,
        `${label(place.one)} ${said}, so that nobody can say whether the policy allows it.`,
        (options.licences.allow ?? []).length > 0 ? { severity: 'high' } : {},
      );
    }
  },
};
