import { firstOfEach, label, aboutPackage } from '../policy/packages.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

export const installScript: PolicyRule = {
  id: 'sca/install-script',
  name: 'InstallScript',
  summary: 'A package runs a script of its own when it is installed.',
  description:
    'Reports packages whose lockfile entry says that they have an install script and that the option `installScripts` does not name. `low` where a project asks for the package itself, `info` where another one brings it.',
  why: 'The script runs on every developer machine and in every build, with all their rights, before any of your code does. Almost all malicious packages begin there.',
  remediation:
    'Install with `--ignore-scripts`, or with a package manager that runs none unasked, and allow the few that need theirs. Then name those in the option `installScripts` of the gate.',
  severity: 'low',
  precision: 'very-high',
  cwe: [829],
  references: ['https://cwe.mitre.org/data/definitions/829.html'],
  since: '0.1.0',
  *check({ dependencies: { lockfiles }, options }): Generator<Violation> {
    const expected = new Set(options.installScripts);
    for (const place of firstOfEach(
      lockfiles,
      (one) => one.hasInstallScript === true && !expected.has(one.name),
    ))
      yield aboutPackage(
        place,
        `${label(place.one)} runs a script when it is installed. If it needs to, name it in the option \`installScripts\`; otherwise install with scripts switched off.`,
        place.one.direct ? {} : { severity: 'info' },
      );
  },
};
