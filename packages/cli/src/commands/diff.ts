import { resolve } from 'node:path';

import { EXIT, UsageError } from '@railgate/contract';
import {
  compareSources,
  openSarif,
  refuseExternal,
  type Comparison,
  type SarifSource,
} from '@railgate/sarif';
import type * as sarif from 'sarif';

import { defineCommand } from '../command.js';
import type { Io } from '../io.js';
import { diffJson, diffText } from './diff-output.js';

export const diffCommand = defineCommand({
  name: 'diff',
  positionals: 'BASE HEAD',
  arity: [2, 2],
  summary: 'Compares two SARIF files: which results are new, unchanged, updated or absent.',
  options: {
    rename: {
      type: 'string',
      multiple: true,
      value: 'OLD=NEW',
      help: 'a file that was renamed since BASE; may be repeated',
    },
    git: {
      type: 'string',
      value: 'REF..REF',
      help: 'take the renames from git, of the repository here',
    },
    out: { type: 'string', short: 'o', value: 'OUT', help: 'write HEAD with the state of every result' },
    json: { type: 'boolean', help: 'as JSON' },
  },
  /** Exits 0 when nothing is new, 1 when something is, 2 when what was checked in BASE was not checked in HEAD. */
  async run({ positionals, options }, io) {
    const [base = '', head = ''] = positionals;
    const renames = await readRenames(options.rename ?? [], options.git, io);
    const whole = options.out !== undefined;
    const before = open(base, io);
    const after = open(head, io, !whole);
    // Of two errors, that of the base is told.
    await Promise.allSettled([before, after]);
    const comparison = await compareSources(await before, await after, { renames, whole });
    if (options.out !== undefined) await write(options.out, comparison.log, io);
    io.stdout.write(options.json ? diffJson(comparison) : diffText(comparison));
    return exitCode(comparison);
  },
});

/** @throws {SarifReadError} */
async function open(path: string, { cwd }: Io, keepsText = true): Promise<SarifSource> {
  const source = await openSarif(resolve(cwd, path), { name: path, keepsText });
  refuseExternal(source);
  return source;
}

/** Those that are named go before those of git. */
async function readRenames(
  named: readonly string[],
  range: string | undefined,
  { cwd }: Io,
): Promise<Map<string, string>> {
  const pairs = named.map(readRename);
  if (range === undefined) return new Map(pairs);
  const { gitRenames } = await import('@railgate/runner');
  return new Map([...(await gitRenames(cwd, range)), ...pairs]);
}

function readRename(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new UsageError(
    `--rename takes OLD=NEW, not ${JSON.stringify(text)}.`,
    'Name both paths as the files have them: `--rename src/old.ts=src/new.ts`.',
  );
}

async function write(out: string, log: sarif.Log, { cwd }: Io): Promise<void> {
  const { writeFileSafely } = await import('@railgate/runner');
  writeFileSafely(resolve(cwd, out), `${JSON.stringify(log, null, 2)}\n`);
}

/** What nobody looked at may hold something new: that is not "nothing new". */
function exitCode({ counts, drift }: Comparison): number {
  if (counts.new > 0) return EXIT.findings;
  return drift.some(({ missing }) => missing === 'head') ? EXIT.incomplete : EXIT.clean;
}
