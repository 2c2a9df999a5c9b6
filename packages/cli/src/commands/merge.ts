import { resolve } from 'node:path';

import { EXIT, UsageError, cleanText } from '@railgate/contract';
import {
  dedupeDependencies,
  logSource,
  mergeSources,
  openSarif,
  writeMerged,
  type MergedLog,
  type SarifSource,
} from '@railgate/sarif';

import { plural } from '../words.js';
import { defineCommand } from '../command.js';
import type { Io } from '../io.js';

export const mergeCommand = defineCommand({
  name: 'merge',
  positionals: 'FILE…',
  arity: [1, Infinity],
  summary: 'Merges SARIF files into one: a run for each tool and category, nothing lost, nothing twice.',
  options: {
    out: {
      type: 'string',
      short: 'o',
      value: 'OUT',
      help: 'the file to write, packed when it ends in .gz; - is standard output',
    },
    dedupe: {
      type: 'boolean',
      help: 'a vulnerable package that several tools report stands once and names them all',
    },
    pretty: { type: 'boolean', help: 'indented; else a line for each result' },
  },
  async run({ positionals, options }, io) {
    const { out, pretty = false, dedupe = false } = options;
    if (out === undefined)
      throw new UsageError('-o OUT is missing: where does the merged file go?', 'Add `-o merged.sarif`.');
    const sources = await openAll(positionals, io);
    const { merged, repeated } = await mergeAll(sources, dedupe, io);
    if (isStdout(out)) for (const chunk of merged.chunks({ pretty })) io.stdout.write(chunk.toString());
    else await writeMerged(merged, resolve(io.cwd, out), { pretty, signal: io.signal });
    io.stderr.write(describe(sources, merged, out, repeated));
    return EXIT.clean;
  },
});

/** Packages are compared in memory: only a scanner's findings have any, and those are few. */
async function mergeAll(
  sources: readonly SarifSource[],
  dedupe: boolean,
  io: Io,
): Promise<{ merged: MergedLog; repeated: number }> {
  const merged = await mergeSources(sources, io);
  if (!dedupe) return { merged, repeated: 0 };
  const deduped = dedupeDependencies(merged.toLog());
  return { merged: await mergeSources([logSource(deduped.log, 'merged')], io), repeated: deduped.merged };
}

/** All heads before the first result: a file that is no SARIF stops the merge early. */
async function openAll(paths: readonly string[], { cwd, signal }: Io): Promise<SarifSource[]> {
  const sources: SarifSource[] = [];
  for (const path of paths) {
    signal.throwIfAborted();
    sources.push(await openSarif(resolve(cwd, path), { name: path }));
  }
  return sources;
}

function isStdout(out: string): boolean {
  return out === '-' || out === '/dev/stdout';
}

function describe(sources: readonly SarifSource[], merged: MergedLog, out: string, repeated: number): string {
  const left = merged.readCount - merged.resultCount;
  const repairs = sources.reduce((sum, source) => sum + source.repairs.length, 0);
  const lines = [
    `${cleanText(isStdout(out) ? 'standard output' : out)}: ${plural(merged.runCount, 'run')} with ${plural(merged.resultCount, 'result')} of ${plural(sources.length, 'file')}.`,
    ...(left > 0 ? [`${plural(left, 'result')} stood in several files and stand once.`] : []),
    ...(repeated > 0 ? [`${plural(repeated, 'result')} of other tools became sources of one.`] : []),
    ...(repairs > 0 ? [`${plural(repairs, 'kind')} of defects mended; they are noted in the runs.`] : []),
  ];
  return `${lines.map((line) => `railgate: ${line}`).join('\n')}\n`;
}
