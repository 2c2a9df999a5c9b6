import { cleanText } from '@railgate/contract';

import { baseName } from '../services/railway-files.js';
import type { RailwayRule } from '../rule.js';

export const configUnparseable: RailwayRule = {
  id: 'railway/config-unparseable',
  name: 'ConfigUnparseable',
  summary: 'A file that Railway reads for a service does not parse.',
  description:
    'Reports the first syntax error of railway.toml (TOML 1.0), railway.json (strict JSON: no comments, no trailing commas), railpack.json (comments and trailing commas are fine), Dockerfile and .railway/railway.ts, and the mark of an unfinished merge in a Procfile. A byte order mark is fine. Where only comments or trailing commas are wrong, or an instruction of a Dockerfile is unknown or stands before the first `FROM`, the other rules still look at the file; else a gap stands beside the finding. Instructions of a frontend that `# syntax=` names, other than Docker’s own, are not judged.',
  why: 'Railway refuses the deployment, or goes on without the file and with the settings of the dashboard.',
  remediation: 'Mend the syntax at the place that the finding names.',
  example: {
    language: 'jsonc',
    before: '{\n  // how to build\n  "build": { "builder": "RAILPACK", },\n}',
    after: '{\n  "build": { "builder": "RAILPACK" }\n}',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-FILE-002', 'RLY-CONF-004'],
  references: ['https://docs.railway.com/config-as-code', 'https://railpack.com/config/file'],
  since: '0.1.0',
  checks: {
    *broken({ path, failure }) {
      yield {
        message: `${cleanText(path)} is not valid ${languageOf(path)}. ${failure.message}`,
        at: { path, region: failure.region },
        ...(failure.fix && { fix: failure.fix }),
      };
    },
    *dockerfile({ document: { path, problem } }) {
      if (!problem) return;
      yield {
        message: `${cleanText(path)} is not valid ${languageOf(path)}. ${problem.message}`,
        at: { path, region: problem.region },
      };
    },
    *config({ document }) {
      for (const problem of document.problems) {
        if (problem.kind !== 'not-strict-json') continue;
        yield {
          message: `${cleanText(document.path)} is not valid JSON. ${problem.message}`,
          at: { path: document.path, region: problem.region },
          ...(problem.fix && { fix: problem.fix }),
        };
      }
    },
  },
};

function languageOf(path: string): string {
  const name = baseName(path);
  if (name.endsWith('.toml')) return 'TOML';
  if (name.endsWith('.json')) return 'JSON';
  if (name === 'Procfile') return 'Procfile syntax';
  return name.endsWith('.ts') ? 'TypeScript' : 'Dockerfile syntax';
}
