import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const twoIacFiles: RailwayRule = {
  id: 'railway/two-iac-files',
  name: 'TwoIacFiles',
  summary: 'The folder .railway holds more than one infrastructure file.',
  description: 'Reports two of railway.ts, railway.py and railway.go in one .railway folder.',
  why: 'One file owns the whole environment and what it omits is deleted, so applying the wrong one of two removes services.',
  remediation: 'Keep one of them.',
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-FILE-009'],
  references: ['https://docs.railway.com/cli/config'],
  since: '0.1.0',
  checks: {
    *iacFolder({ paths }) {
      const [first, ...others] = paths;
      if (first === undefined || others.length === 0) return;
      yield {
        message: `${paths.map(cleanText).join(' and ')} stand in one folder. Keep one of them.`,
        at: { path: first, region: { startLine: 1 } },
        related: others.map((path) => ({ path, region: { startLine: 1 }, message: 'The other one.' })),
      };
    },
  },
};
