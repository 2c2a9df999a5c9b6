import { plainText } from '../findings/plain-text.js';
import { licenceOf } from '../policy/licence-of.js';
import { firstOfEach, label, aboutPackage } from '../policy/packages.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

export const licenceDenied: PolicyRule = {
  id: 'sca/licence-denied',
  name: 'LicenceDenied',
  summary: 'A package has a licence that the policy does not allow.',
  description:
    'Holds the licence of every package against the lists `licences.allow` and `licences.deny` of the options, as SPDX expressions: of `A OR B` one has to be allowed, of `A AND B` both. Without either list nothing is looked at.',
  why: 'Licences bind whoever ships the program: some ask for its source, others forbid commercial use.',
  remediation:
    'Replace the package by one of another licence, or have whoever answers for licences add it to `licences.allow`.',
  severity: 'high',
  precision: 'high',
  cwe: [],
  references: [
    'https://spdx.org/licenses/',
    'https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/',
  ],
  since: '0.1.0',
  *check(input): Generator<Violation> {
    const { licences, dependencies } = input;
    if (!licences) return;
    const isDenied = licenceOf(input, (licence) => licences.judge(licence) === 'denied');
    for (const place of firstOfEach(dependencies.lockfiles, isDenied.holds))
      yield aboutPackage(
        place,
        `${label(place.one)} has the licence ${plainText(isDenied.of(place.one, place.lockfile) ?? '', 160)}, which the policy does not allow.`,
      );
  },
};
