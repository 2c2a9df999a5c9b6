import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { RunManifest } from '@railgate/contract';
import { makeTempFolder, removeFolder } from '@railgate/testkit';

import { giveAway, runAsOtherUser } from './other-user.js';

export interface Order {
  readonly root: string;
  /** All of the command's when left out; a stub where there is a module. */
  readonly gates?: readonly { readonly id: string; readonly module?: string }[];
}

export type Answer =
  | { readonly manifest: RunManifest }
  | { readonly name: string; readonly error: string; readonly remedy?: string; readonly stack: string };

/** Runs each order through the built runner, as a user whom permissions bind. The roots are given to that user. */
export async function runHarness(orders: readonly Order[]): Promise<Answer[]> {
  const home = await makeTempFolder();
  try {
    const file = join(home, 'orders.json');
    await writeFile(file, JSON.stringify(orders));
    for (const path of [home, ...orders.map(({ root }) => root)]) giveAway(path);
    const output = await runAsOtherUser(HARNESS, [file], home);
    return output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
  } finally {
    await removeFolder(home);
  }
}

/** @throws {Error} when the run itself failed. */
export function manifestOf(answer: Answer | undefined): RunManifest {
  if (answer && 'manifest' in answer) return answer.manifest;
  throw new Error(`The run failed: ${answer ? answer.stack : 'no answer'}`);
}

const HARNESS = fileURLToPath(new URL('harness.mjs', import.meta.url));
