import { cleanText, type Finding } from '@railgate/contract';

import type { SbomRule } from '../rule.js';

export const leftOverPackage: SbomRule = {
  id: 'sbom/left-over-package',
  name: 'LeftOverPackage',
  summary: 'The lockfile holds a package that nothing depends on.',
  description:
    'Reports packages of a lockfile to which no path leads from any project, and which the package manager leaves out for that reason: as this gate reads the lockfile, and as an engine (cyclonedx-npm, cdxgen) says, too. The bill of materials lists them all the same, since the lockfile does.',
  why: 'The bill lists what is never installed: scanners report its vulnerabilities, and somebody spends time on them. A package that was slipped into a lockfile by hand looks the same.',
  remediation:
    'Have the lockfile written anew by the package manager (`npm prune --package-lock-only`, or delete it and run `npm install --package-lock-only`), and look at what the change takes out.',
  severity: 'low',
  precision: 'high',
  cwe: [1164],
  references: ['https://docs.npmjs.com/cli/commands/npm-prune'],
  since: '0.1.0',
  *check({ leftOver }): Generator<Omit<Finding, 'ruleId'>> {
    for (const { path, line, purl } of leftOver.slice(0, MOST)) {
      yield {
        message: `${cleanText(path)} holds ${purl.slice(0, LONGEST)}, and nothing depends on it: an install leaves it out.`,
        at: { path, region: { startLine: line } },
      };
    }
  },
};

const LONGEST = 200;
/** Somebody who has thousands of them has one problem. */
const MOST = 200;
