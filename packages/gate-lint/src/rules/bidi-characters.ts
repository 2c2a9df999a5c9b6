import type { Rule } from '@railgate/contract';

export const bidiCharacters: Rule = {
  id: 'lint/bidi-characters',
  name: 'BidiCharacters',
  summary: 'Invisible characters make code read differently from how it runs.',
  description:
    'Reports characters that change the direction of text (U+202A to U+202E, U+2066 to U+2069) anywhere in a source file. Letters of right-to-left languages are not reported.',
  why: 'A reviewer sees a comment where the compiler sees code, or the other way round (Trojan Source, CVE-2021-42574).',
  remediation:
    'Remove the characters, or write them as an escape (`\\u202E`) where a text needs them. Look at the change that brought them.',
  severity: 'high',
  precision: 'very-high',
  cwe: [1007],
  references: ['https://trojansource.codes/', 'https://cwe.mitre.org/data/definitions/1007.html'],
  since: '0.1.0',
};
