import type { ConfigDocument } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { Report, RailwayRule } from '../rule.js';

export const duplicateKey: RailwayRule = {
  id: 'railway/duplicate-key',
  name: 'DuplicateKey',
  summary: 'A key stands twice in one object of railway.json or railpack.json.',
  description: 'Reports the later of two equal keys in one JSON object. In TOML this is a syntax error.',
  why: 'The later value wins without a word, so the first one is a setting that somebody believes in and that does nothing.',
  remediation: 'Delete the one that is not meant.',
  example: {
    language: 'json',
    before: '{ "deploy": { "numReplicas": 1, "numReplicas": 3 } }',
    after: '{ "deploy": { "numReplicas": 3 } }',
  },
  severity: 'medium',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-FILE-002'],
  references: ['https://www.rfc-editor.org/rfc/rfc8259#section-4'],
  since: '0.1.0',
  checks: {
    config: ({ document }) => duplicates(document),
    railpack: ({ document }) => duplicates(document),
  },
};

function* duplicates(document: ConfigDocument): Iterable<Report> {
  for (const problem of document.problems) {
    if (problem.kind !== 'duplicate-key') continue;
    yield {
      message: `${cleanText(document.path)}: ${problem.message} Delete one of them.`,
      at: { path: document.path, region: problem.region },
    };
  }
}
