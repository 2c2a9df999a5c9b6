import type { Rule } from '@railgate/contract';

export const regexBacktracking: Rule = {
  id: 'lint/regex-backtracking',
  name: 'RegexBacktracking',
  summary: 'A regular expression can be made to run for minutes.',
  description:
    'Reports expressions that backtrack exponentially or polynomially, with the part that does it, and expressions built from a value of a request. Exponential expressions are medium, high when a request is matched by them; polynomial ones are low, medium when a request is matched by them.',
  why: 'Node and Python run one request at a time on a thread: one crafted line of text stops the service for everyone.',
  remediation:
    'Make the repeated parts exclude each other, so that each text matches in one way only (`(?:[^,]+,)*` and not `(?:.+,)*`), bound the repetition and the length of the text, or use an engine that runs in linear time such as RE2. Escape values before they become part of an expression.',
  example: {
    language: 'js',
    before: 'const valid = /^([a-z0-9]+)*@example\\.com$/.test(req.body.email);',
    after: 'const valid = /^[a-z0-9]{1,64}@example\\.com$/.test(req.body.email);',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [1333],
  references: ['https://cwe.mitre.org/data/definitions/1333.html'],
  since: '0.1.0',
};
