import type { Rule } from '@railgate/contract';

export const ownConfig: Rule = {
  id: 'lint/own-config',
  name: 'OwnConfig',
  summary: "The repository's own ESLint configuration reports a problem.",
  description:
    "Hands on what the repository's own ESLint says under its own configuration: errors as low, warnings as info, with the name of the rule in the message. Only runs with the option `ownConfig`.",
  why: 'It is what the team agreed on: a build that ignores its own rules has stopped to have them.',
  remediation: 'Look the named rule up in the documentation of its plugin, or change the configuration.',
  severity: 'low',
  precision: 'medium',
  cwe: [710],
  references: [
    'https://eslint.org/docs/latest/use/configure/',
    'https://cwe.mitre.org/data/definitions/710.html',
  ],
  since: '0.1.0',
};
