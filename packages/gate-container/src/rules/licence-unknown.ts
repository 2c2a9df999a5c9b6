import type { ImageRule, Problem } from '../image-rule.js';
import { packagesText } from './licence-denied.js';

export const licenceUnknown: ImageRule = {
  id: 'container/licence-unknown',
  name: 'LicenceUnknown',
  summary: 'Nobody can say which licences packages of an image have.',
  description:
    'Only where the option `licences` names some: reports packages that say no licence, and those whose licence is no SPDX expression (`SEE LICENSE IN …`, `Custom`). One finding an image, which names the first of them and their number.',
  why: 'A list of licences that are allowed means little when half of the packages are not held against it, and without a licence nobody but its author may hand a program on.',
  remediation:
    'Look into the packages, and waive the finding with what you found. Programs that were copied into the image without their list of packages often lose their licence on the way: install them as packages instead.',
  severity: 'medium',
  precision: 'high',
  cwe: [],
  references: ['https://spdx.org/licenses/'],
  since: '0.1.0',
  *check({ view, licences }): Generator<Problem> {
    if (!licences) return;
    const unknown = view.observed.packages.filter(
      (one) =>
        one.licences.length === 0 || one.licences.some((licence) => licences.judge(licence) === 'unknown'),
    );
    if (unknown.length === 0) return;
    yield {
      message: `${packagesText(unknown)} no licence that can be held against the policy.`,
      remedy: 'Look into them, and waive the finding with what you found.',
      what: 'packages without a licence',
      occurrences: unknown,
    };
  },
};
