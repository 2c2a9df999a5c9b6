import { resolve } from 'node:path';

import { defineCommand } from '../command.js';
import { GATES } from '../gates.js';
import { follow } from '../progress.js';
import { present } from '../present.js';
import { JUDGE_OPTIONS, SCAN_OPTIONS, baselineOptions, readThreshold } from './run-options.js';

export const judgeCommand = defineCommand({
  name: 'judge',
  positionals: 'SHARD...',
  arity: [1, 100_000],
  summary:
    'Joins shards (files or folders), judges them as one run, and writes the reports. A missing shard is a gap.',
  options: {
    root: { type: 'string', value: 'DIR', help: 'the scanned repository (default: here)' },
    ...JUDGE_OPTIONS,
    config: SCAN_OPTIONS.config,
    'trust-repository': SCAN_OPTIONS['trust-repository'],
  },
  async run({ positionals, options }, io) {
    const [{ judgeShards }, { REPORTERS }] = await Promise.all([
      import('@railgate/runner'),
      import('@railgate/reporters'),
    ]);
    const { onEvent } = await follow(io, { quiet: true });
    const result = await judgeShards({
      root: resolve(io.cwd, options.root ?? '.'),
      shards: positionals.map((path) => resolve(io.cwd, path)),
      gates: GATES,
      reporters: REPORTERS,
      env: io.env,
      signal: io.signal,
      onEvent,
      failOn: readThreshold(options['fail-on']),
      ...baselineOptions(options, io),
      trustRepository: options['trust-repository'] ?? false,
      out: options.out === undefined ? undefined : resolve(io.cwd, options.out),
      configFile: options.config === undefined ? undefined : resolve(io.cwd, options.config),
    });
    return present(result, options, io);
  },
});
