import { run } from '../src/run.js';
import type { RunOptions } from '../src/run-options.js';
import { stubGate } from './support.js';

/** The day of every run, and where git is. */
export const ENV = { SOURCE_DATE_EPOCH: '1772600000', PATH: process.env['PATH'] };

export const MONOREPO = {
  'package.json': '{ "name": "shop", "workspaces": ["apps/*"] }',
  'apps/web/package.json': '{ "name": "web" }',
  'apps/web/src/a.ts': 'const a = 1;\neval(a);\n',
  'apps/api/package.json': '{ "name": "api" }',
  'apps/api/src/a.ts': 'const b = 1;\neval(b);\n',
};

export const GATES = [
  stubGate({ id: 'lint', does: 'finding', scope: 'project' }),
  stubGate({ id: 'sca', does: 'skip' }),
  stubGate({ id: 'secrets', does: 'artifact' }),
];

/** A finding in each project, a gate that is skipped and an artifact, unless the options name other gates. */
export function runIn(root: string, options: Partial<RunOptions> = {}): ReturnType<typeof run> {
  return run({ root, gates: GATES, env: ENV, jobs: 1, ...options });
}
