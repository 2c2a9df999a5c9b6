import type { Rule } from '@railgate/contract';

export const insecurePermissions: Rule = {
  id: 'lint/insecure-permissions',
  name: 'InsecurePermissions',
  summary: 'A file gets permissions that let others write or run it.',
  description:
    'Reports `os.chmod` with a constant mode that lets everyone write, or a group write or run. Modes for the owner alone are not reported.',
  why: 'Whoever gets into the container under another user replaces the file and waits for it to be used.',
  remediation: 'Give the owner what it needs and nobody else: `0o600` for files, `0o700` for programs.',
  example: {
    language: 'python',
    before: 'os.chmod("run.sh", 0o777)',
    after: 'os.chmod("run.sh", 0o700)',
  },
  severity: 'low',
  precision: 'high',
  cwe: [732],
  tags: ['python'],
  references: ['https://cwe.mitre.org/data/definitions/732.html'],
  since: '0.1.0',
};
