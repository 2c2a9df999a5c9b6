import { join } from 'node:path';

import type * as sarif from 'sarif';
import { onTestFinished } from 'vitest';

import type { RunOptions } from '../src/run-options.js';
import { run } from '../src/run.js';
import { ENV } from './run-in.js';
import { stubGate } from './support.js';
import { TempRepository } from './temp-repository.js';

export const FILES = {
  'package.json': '{ "name": "sample" }\n',
  'src/a.js': 'const a = 1;\neval(a);\n',
  'src/b.js': 'eval(b);\n',
};

export function makeRepository(files: Readonly<Record<string, string>> = FILES): TempRepository {
  const repository = new TempRepository().write(files).commit();
  onTestFinished(() => repository.remove());
  return repository;
}

interface Options extends Partial<RunOptions> {
  readonly does?: string;
  readonly scope?: 'workspace' | 'project';
}

export function runIn(root: string, name: string | undefined, options: Options = {}): ReturnType<typeof run> {
  const { does = 'evals', scope = 'workspace', ...more } = options;
  return run({
    root,
    gates: [stubGate({ id: 'lint', does, scope })],
    env: ENV,
    jobs: 1,
    ...(name !== undefined && { baseline: { name, path: join(root, name) } }),
    ...more,
  });
}

export function statesOf(log: sarif.Log): string[] {
  return log.runs.flatMap(({ results = [] }) =>
    results.map(({ baselineState, locations }) => {
      const place = locations?.[0]?.physicalLocation;
      return `${baselineState} ${place?.artifactLocation?.uri}:${place?.region?.startLine}`;
    }),
  );
}
