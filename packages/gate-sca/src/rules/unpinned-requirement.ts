import type { Manifest } from '@railgate/dependencies';

import { plainText } from '../findings/plain-text.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

export const unpinnedRequirement: PolicyRule = {
  id: 'sca/unpinned-requirement',
  name: 'UnpinnedRequirement',
  summary: 'A requirements file asks for a package without saying which version.',
  description:
    'Reports every line of a requirements file that does not pin one version (`==` without a wildcard) and that no lockfile of the repository pins.',
  why: 'pip installs what is newest at that moment. Nobody has checked it, and no source could be asked about it, since nobody knows which version it is.',
  remediation:
    'Pin the version: `pip-compile` or `uv pip compile` writes a requirements file with all of them, those that others bring included; with `--generate-hashes` their digests, too.',
  example: { language: 'text', before: 'flask>=2.0', after: 'flask==3.1.2' },
  severity: 'high',
  precision: 'very-high',
  cwe: [1357],
  references: ['https://pip.pypa.io/en/stable/topics/repeatable-installs/'],
  since: '0.1.0',
  *check({ dependencies: { unpinned } }): Generator<Violation> {
    for (const manifest of unpinned.filter(isRequirementsFile))
      for (const { name, range, line = 1 } of manifest.requirements)
        yield {
          message: `${plainText(`${name}${range}`, 200)} names no one version: no source was asked about it. Pin it with \`==\`, as \`pip-compile\` does.`,
          at: { path: manifest.path, region: { startLine: line } },
        };
  },
};

/** pip reads it as it is; whatever it pins is locked. */
export function isRequirementsFile({ ecosystem, path }: Manifest): boolean {
  return ecosystem === 'PyPI' && /\.(?:txt|in)$/i.test(path);
}
