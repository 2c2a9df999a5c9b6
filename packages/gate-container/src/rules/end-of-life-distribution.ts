import { plainText } from '@railgate/contract';

import type { ImageRule, Problem } from '../image-rule.js';

export const endOfLifeDistribution: ImageRule = {
  id: 'container/end-of-life-distribution',
  name: 'EndOfLifeDistribution',
  summary: 'An image is built on a release of a distribution that gets no security updates any more.',
  description:
    'Reports images whose operating system the scanner knows to be at the end of its life: Alpine two years after its release, Debian and Ubuntu after their support, CentOS altogether. Images without a distribution, built `FROM scratch`, have none to report; a release of which the scanner does not know the end is not reported.',
  why: 'For such a release nobody looks for vulnerabilities any more, and nobody fixes them. The advisories that a scanner asks hold little or nothing of it, so that few findings mean the opposite of what they seem to.',
  remediation:
    'Start from an image of a release that is supported: `node:22-alpine3.22` instead of `node:16-alpine3.15`. Where the tag names the release, raise it; where it does not, the image itself is no longer built, and a newer major version of it is.',
  example: {
    language: 'dockerfile',
    before: 'FROM python:3.7-slim-stretch',
    after: 'FROM python:3.13-slim-trixie',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [1104],
  references: ['https://endoflife.date/', 'https://wiki.debian.org/DebianReleases'],
  since: '0.1.0',
  *check({ view, supportedBase }): Generator<Problem> {
    const { os } = view.observed;
    if (!os?.endOfLife) return;
    const [first] = view.layers;
    yield {
      message: `${plainText(`${os.family} ${os.version}`, 100)} is at the end of its life and gets no security updates: what is not reported of this image may be vulnerable all the same.`,
      remedy: 'Start from an image of a release that is supported.',
      baseRemedy: (base) => capitalized(`${supportedBase(base)}.`),
      // The next release at its end is another finding: a waiver of this one does not cover it.
      what: `${os.family} ${os.version.split('.').slice(0, 2).join('.')}`,
      occurrences: first === undefined ? [] : [{ diffId: first }],
    };
  },
};

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
