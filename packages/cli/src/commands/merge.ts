import { resolve } from 'node:path';

import { EXIT, UsageError, cleanText } from '@railgate/contract';
import { mergeSources, openSarif, writeMerged, type MergedLog, type SarifSource } from '@railgate/sarif';

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
    pretty: { type: 'boolean', help: 'indented; else a line for each result' },
  },
  async run({ positionals, options }, io) {
    const { out, pretty = false } = options;
    if (out === undefined)
      throw new UsageError('-o OUT is missing: where does the merged file go?', 'Add `-o merged.sarif`.');
    const sources = await openAll(positionals, io);
    const merged = await mergeSources(sources, io);
    if (isStdout(out)) for (const chunk of merged.chunks({ pretty })) io.stdout.write(chunk.toString());
    else await writeMerged(merged, resolve(io.cwd, out), { pretty, signal: io.signal });
    io.stderr.write(describe(sources, merged, out));
    return EXIT.clean;
  },
});

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

function describe(sources: readonly SarifSource[], merged: MergedLog, out: string): string {
  const left = merged.readCount - merged.resultCount;
  const repairs = sources.reduce((sum, source) => sum + source.repairs.length, 0);
  const lines = [
    `${cleanText(isStdout(out) ? 'standard output' : out)}: ${plural(merged.runCount, 'run')} with ${plural(merged.resultCount, 'result')} of ${plural(sources.length, 'file')}.`,
    ...(left > 0 ? [`${plural(left, 'result')} stood in several files and stand once.`] : []),
    ...(repairs > 0 ? [`${plural(repairs, 'kind')} of defects mended; they are noted in the runs.`] : []),
  ];
  return `${lines.map((line) => `railgate: ${line}`).join('\n')}\n`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
