import { GateError } from '@railgate/contract';
import type { Pieces } from '@railgate/images';

import type { Place } from '../src/trivy/place.js';
import { inPieces } from './observe.js';

/** What was handed to Trivy in one run. */
export interface Asked {
  readonly args: readonly string[];
  /** By paths in the folder of the run. */
  readonly files: ReadonlyMap<string, Buffer>;
}

export interface Answer {
  readonly exitCode?: number;
  readonly outOfMemory?: boolean;
  readonly stderr?: string;
  /** As it stands, or an object; nothing where none is written. */
  readonly report?: string | object;
}

/** A place whose Trivy answers as the test says. */
export function placeThat(answer: (asked: Asked) => Answer): Place & { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  return {
    asked,
    digest: `sha256:${'d'.repeat(64)}`,
    version: '0.74.0',
    degraded: [],
    cache: '/cache',
    prepare: () => undefined,
    async run({ files, args }, use) {
      const contents = new Map<string, Buffer>();
      for (const file of files)
        if (file.kind === 'file') contents.set(file.path, await copyOf(file.content()));
      asked.push({ args: args('/scan'), files: contents });
      const { report, exitCode = 0, outOfMemory = false, stderr = '' } = answer(asked.at(-1) as Asked);
      return use({
        exitCode,
        outOfMemory,
        stdout: '',
        stderr,
        read: (_path, _limit, useContent) => {
          if (report === undefined) throw new GateError('REPORT_UNREADABLE', 'There is no report.');
          return useContent(inPieces(typeof report === 'string' ? report : JSON.stringify(report), 4096));
        },
      });
    },
  };
}

/** Each piece is copied, since the next one may lie in the same memory. */
async function copyOf(pieces: Pieces): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const piece of pieces) copies.push(Buffer.from(piece));
  return Buffer.concat(copies);
}
