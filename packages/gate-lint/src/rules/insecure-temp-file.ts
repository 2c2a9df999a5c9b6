import type { Rule } from '@railgate/contract';

export const insecureTempFile: Rule = {
  id: 'lint/insecure-temp-file',
  name: 'InsecureTempFile',
  summary: 'The name of a temporary file is chosen before the file is made.',
  description:
    'Reports `tempfile.mktemp`. `NamedTemporaryFile`, `mkstemp` and `mkdtemp`, which make the file in the same step, are not reported.',
  why: 'Between the name and the file another process can put a file or a link of its own there, and is then read or overwrites what it likes.',
  remediation: 'Use `tempfile.NamedTemporaryFile()` or `tempfile.mkstemp()`.',
  example: {
    language: 'python',
    before: 'path = tempfile.mktemp()',
    after: 'file = tempfile.NamedTemporaryFile()',
  },
  severity: 'medium',
  precision: 'very-high',
  cwe: [377],
  tags: ['python'],
  references: [
    'https://cwe.mitre.org/data/definitions/377.html',
    'https://docs.python.org/3/library/tempfile.html#tempfile.mktemp',
  ],
  since: '0.1.0',
};
