import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { EXIT, UsageError, cleanText } from '@railgate/contract';
import type { ExampleChange } from '@railgate/gate-secrets/environment';
import type * as Runner from '@railgate/runner';

import { defineCommand } from '../command.js';
import { GATES } from '../gates.js';
import { wantsColor } from '../io.js';
import { gapsText, hideValues, tableText, writtenText } from './env-output.js';
import { SCAN_OPTIONS } from './run-options.js';

export const envCommand = defineCommand({
  name: 'env',
  positionals: '[path]',
  arity: [0, 1],
  summary:
    'Shows which environment variables the code reads and which files declare them, without any value.',
  options: {
    write: { type: 'boolean', help: 'add what is missing to .env.example, without values' },
    'dry-run': { type: 'boolean', help: 'write nothing; what --write would change as a unified diff' },
    json: { type: 'boolean', help: 'as JSON' },
    config: SCAN_OPTIONS.config,
  },
  async run({ positionals, options }, io) {
    const [runner, { renderDiff }, { reportOf }] = await Promise.all([
      import('@railgate/runner'),
      import('@railgate/reporters'),
      import('@railgate/gate-secrets/environment'),
    ]);
    const { workspace, config } = await runner.prepare(
      {
        root: resolve(io.cwd, positionals[0] ?? '.'),
        gates: GATES,
        env: io.env,
        configFile: options.config === undefined ? undefined : resolve(io.cwd, options.config),
      },
      {},
    );
    const { report, examples } = await reportOf(
      workspace,
      namesOf(config.gates['secrets']?.options['environment']),
    );
    const dryRun = options['dry-run'] ?? false;
    if (options.write === true && !dryRun) {
      for (const change of examples) write(workspace.root, change, runner);
      io.stderr.write(writtenText(examples));
    }
    if (options.json) io.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
    else if (dryRun) {
      const files = examples.map(({ path, before = '', after }) => ({ path, before, after }));
      io.stdout.write(renderDiff(files, wantsColor(io, io.stdout), io.stdout.isTTY === true, hideValues));
    } else if (options.write !== true) io.stdout.write(tableText(report));
    io.stderr.write(gapsText(report));
    return report.gaps.length > 0 ? EXIT.incomplete : EXIT.clean;
  },
});

function namesOf(option: unknown): readonly string[] {
  return Array.isArray(option) ? option.filter((name) => typeof name === 'string') : [];
}

type Writers = Pick<typeof Runner, 'createFile' | 'replaceFile'>;

/** @throws {UsageError} */
function write(
  root: string,
  { path, before, after }: ExampleChange,
  { createFile, replaceFile }: Writers,
): void {
  const target = join(root, path);
  try {
    if (before === undefined) createFile(target, after);
    else {
      const old = lstatSync(target);
      if (!old.isFile())
        throw new UsageError(`${cleanText(path)} is no regular file.`, 'Make it one, and run it again.');
      replaceFile(target, Buffer.from(after), old);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${cleanText(path)} cannot be written: ${code}.`,
      'Mend that, or take the lines from `railgate env --dry-run`.',
      { cause: error },
    );
  }
}
