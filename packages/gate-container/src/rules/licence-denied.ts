import { addTo, compareText, listed, plainText } from '@railgate/contract';

import type { ImagePackage } from '../trivy/observed.js';
import type { ImageRule, Problem } from '../image-rule.js';

const SHOWN = 8;

export const licenceDenied: ImageRule = {
  id: 'container/licence-denied',
  name: 'LicenceDenied',
  summary: 'A package in an image has a licence that the policy does not allow.',
  description:
    'Only where the option `licences` names some: holds the licences of every package of the distribution and of the languages against the lists, as SPDX expressions. Of `A OR B` one has to be allowed, of `A AND B` both; of a package that names several licences, each. One finding for each licence and image, which names the packages. Packages that say nothing of their licence, or nothing that SPDX knows, are `container/licence-unknown`.',
  why: 'An image is a copy of everything in it, and who gives it to others distributes all of that: some licences ask for the source, others forbid commercial use.',
  remediation:
    'Take the package out of the image, or replace it by one of another licence. Where it comes with the base image, a slimmer one may do without it. Else have whoever answers for licences add it to `licences.allow`.',
  example: {
    language: 'dockerfile',
    before: 'FROM alpine:3.22\nRUN apk add --no-cache ghostscript',
    after: 'FROM alpine:3.22\nRUN apk add --no-cache poppler-utils',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  references: ['https://spdx.org/licenses/', 'https://docs.docker.com/scout/policy/#no-copyleft-licenses'],
  since: '0.1.0',
  *check({ view, licences }): Generator<Problem> {
    if (!licences) return;
    const byLicence = new Map<string, ImagePackage[]>();
    for (const one of view.observed.packages) {
      for (const licence of new Set(one.licences)) {
        if (licences.judge(licence) === 'denied') addTo(byLicence, licence, one);
      }
    }
    for (const [licence, packages] of byLicence) {
      yield {
        message: `${packagesText(packages)} the licence ${plainText(licence, 160)}, which the policy does not allow.`,
        remedy: 'Take it out of the image, or allow the licence in `licences.allow`.',
        what: licence,
        occurrences: packages,
      };
    }
  },
};

/** `bash 5.2 has`, `2 packages (bash 5.2, tar 1.35) have`. */
export function packagesText(packages: readonly ImagePackage[]): string {
  const names = [...new Set(packages.map(({ name, version }) => plainText(`${name} ${version}`, 120)))].sort(
    compareText,
  );
  const [only] = names;
  if (names.length === 1 && only !== undefined) return `${only} has`;
  return `${names.length} packages (${listed(names, SHOWN)}) have`;
}
