import { cleanText } from '@railgate/contract';

import type { EnvironmentRule } from '../rule.js';
import { isReadByLibraries } from '../system-names.js';

export const unread: EnvironmentRule = {
  id: 'secrets/env-unread',
  name: 'EnvUnread',
  summary: 'An example declares a variable that nothing reads.',
  description:
    'Reports a variable of `.env.example` (or its usual names) whose name occurs in no other file of the repository, in any case, documentation and other `.env` files aside. Names that libraries read by themselves (`AWS_…`, `SENTRY_…`, `PGHOST`) are left out, comments too, and whole examples where code computes names: `process.env[name]`, prefixes of settings.',
  why: 'Secrets are set and kept for nobody, and whoever reads the example takes a typo for the contract: the code reads another name.',
  remediation: 'Remove the line, or mend the name.',
  example: {
    language: 'ini',
    before: '# Nothing reads it any more.\nOLD_API_KEY=',
    after: '',
  },
  severity: 'low',
  precision: 'medium',
  cwe: [1164],
  references: ['https://12factor.net/config'],
  since: '0.1.0',
  *check({ contracts, facts, mentioned }) {
    const computes = facts.code.some(({ use }) => use.dynamic.length > 0);
    const candidates = contracts.flatMap(({ example, variables }) => {
      const free = new Set(
        variables
          .filter(({ uses, name }) => uses.length === 0 && !isReadByLibraries(name))
          .map(({ name }) => name),
      );
      return (example?.entries ?? [])
        .filter(({ key }) => free.has(key))
        .map((entry) => ({ entry, path: example?.path ?? '' }));
    });
    if (candidates.length === 0 || computes) return;
    const used = new Set(facts.uses.map(({ name }) => name));
    const names = [...new Set(candidates.map(({ entry }) => entry.key))].filter((name) => !used.has(name));
    const known = mentioned(names);
    for (const { entry, path } of candidates) {
      if (used.has(entry.key) || known.has(entry.key)) continue;
      yield {
        message: `${cleanText(entry.key)} is declared, and nothing in the repository reads it. Remove it, or mend its name.`,
        at: { path, region: entry.region },
      };
    }
  },
};
