import { resolve } from 'node:path';

import type { Reporter } from '@railgate/contract';

import { defineCommand } from '../command.js';
import { follow } from '../progress.js';
import { GATES } from '../gates.js';
import { present } from '../present.js';
import {
  JUDGE_OPTIONS,
  PLACE_OPTIONS,
  SCAN_OPTIONS,
  baselineOptions,
  placeOptions,
  readThreshold,
  scanRunOptions,
} from './run-options.js';

/** Every gate and reporter lies below it. */
const PROGRAM = new URL('../../dist/index.js', import.meta.url).href;

export const runCommand = defineCommand({
  name: 'run',
  positionals: '[path]',
  arity: [0, 1],
  summary: 'Runs the gates on a repository (default: here), judges, and writes the reports.',
  options: {
    gate: { type: 'string', multiple: true, value: 'ID', help: 'only this gate' },
    project: { type: 'string', multiple: true, value: 'NAME', help: 'only this project, by name or path' },
    ...PLACE_OPTIONS,
    ...JUDGE_OPTIONS,
    ...SCAN_OPTIONS,
  },
  async run({ positionals, options }, io) {
    await loadNamedGate(options.gate);
    const { run } = await import('@railgate/runner');
    const progress = await follow(io, options);
    try {
      const result = await run({
        ...scanRunOptions({ positionals, options }, progress, io),
        reporters: () => reportersOf(options),
        program: PROGRAM,
        ...placeOptions(options, options.project, io),
        selection: { gates: options.gate ?? [], projects: options.project ?? [] },
        failOn: readThreshold(options['fail-on']),
        ...baselineOptions(options, io),
        out: options.out === undefined ? undefined : resolve(io.cwd, options.out),
      });
      progress.stop();
      return await present(result, options, io);
    } finally {
      progress.stop();
    }
  },
});

/** Nobody opens a page before each commit, and it takes as long as the rest of the run. */
async function reportersOf({ staged }: { readonly staged?: boolean }): Promise<readonly Reporter[]> {
  const { REPORTERS } = await import('@railgate/reporters');
  return staged ? REPORTERS.filter(({ file }) => file !== 'report.html') : REPORTERS;
}

/** The thread that scans loads the gate while this one loads the rest. One of several might be for another thread. */
async function loadNamedGate([id, ...others]: readonly string[] = []): Promise<void> {
  const named = others.length === 0 ? GATES.find((gate) => gate.id === id) : undefined;
  if (!named) return;
  const { loadAhead } = await import('@railgate/runner/thread-start');
  loadAhead(named.id, named.module);
}
