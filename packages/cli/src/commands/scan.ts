import { resolve } from 'node:path';

import { EXIT } from '@railgate/contract';

import { defineCommand } from '../command.js';
import { follow } from '../progress.js';
import { SCAN_OPTIONS, scanRunOptions } from './run-options.js';

export const scanCommand = defineCommand({
  name: 'scan',
  positionals: '[path]',
  arity: [0, 1],
  summary: 'Scans one project with every gate and keeps the result as a shard for `railgate judge`.',
  options: {
    project: {
      type: 'string',
      value: 'NAME',
      help: 'the project, by name or path; `root` for what no project owns',
    },
    shard: {
      type: 'string',
      value: 'FILE',
      help: 'where the shard goes (default .railgate/shards/<project>.json)',
    },
    quiet: { type: 'boolean', short: 'q', help: 'no progress' },
    ...SCAN_OPTIONS,
  },
  /** Exits 0 when every gate looked, findings or not, since build systems cache successes only; 2 otherwise. */
  async run({ positionals, options }, io) {
    const { scanShard } = await import('@railgate/runner');
    const progress = await follow(io, options);
    try {
      const { broken } = await scanShard({
        ...scanRunOptions({ positionals, options }, progress, io),
        project: options.project ?? 'root',
        shard: options.shard === undefined ? undefined : resolve(io.cwd, options.shard),
      });
      return broken === 0 ? EXIT.clean : EXIT.incomplete;
    } finally {
      progress.stop();
    }
  },
});
