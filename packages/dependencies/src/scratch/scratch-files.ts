import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { isInside, runTool, type Tool, type ToolAnswer } from '@railgate/kit';

import { pathOutside } from './run-npm.js';
import { withScratchFolder } from './scratch-folder.js';
import type { ScratchInput } from './scratch-project.js';

export interface ScratchRun {
  /** Seconds for all of it. */
  readonly timeout: number;
  readonly env: Readonly<Record<string, string>>;
}

/** Files in a folder of their own, for a client of a package manager. */
export interface ScratchFiles {
  /** Absolute. */
  readonly folder: string;
  /** @param path relative to `folder`; not out of it */
  write(path: string, content: string): void;
  /** @param path of a file that is there, relative to `folder` */
  read(path: string): string;
  has(path: string): boolean;
  /**
   * A client in a folder below, found outside the repository. In what it says, paths begin at the scratch folder.
   *
   * @throws {GateError} as `runTool`
   */
  run(tool: Tool, args: readonly string[], below: string, run: ScratchRun): Promise<ToolAnswer>;
}

/** @param files texts by path; the folder holds nothing else, and is removed after `use` */
export async function withScratchFiles<T>(
  { workspace, signal, processes }: ScratchInput,
  files: ReadonlyMap<string, string>,
  use: (scratch: ScratchFiles) => Promise<T>,
): Promise<T> {
  return withScratchFolder(workspace.root, async (folder) => {
    for (const [path, content] of files) writeInto(folder, path, content);
    // It is another one each time, and no report names a place of this machine.
    const withoutPlace = (said: string): string => said.replaceAll(folder, '');
    const readText = (path: string): string => readFileSync(join(folder, path), 'utf8');
    return use({
      folder,
      read: readText,
      has: (path) => isReadable(() => readText(path)),
      write: (path, content) => {
        writeInto(folder, path, content);
      },
      run: async (tool, args, below, { timeout, env }) => {
        const cwd = join(folder, below);
        const variables = { ...env, PATH: pathOutside(workspace.root) };
        const answer = await runTool(tool, args, { cwd, timeout, signal, processes, env: variables });
        return { ...answer, stdout: withoutPlace(answer.stdout), stderr: withoutPlace(answer.stderr) };
      },
    });
  });
}

function isReadable(read: () => string): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

export function writeInto(folder: string, path: string, content: string): void {
  const full = join(folder, path);
  if (!isInside(folder, full)) throw new Error(`${path} leads out of the scratch folder.`);
  mkdirSync(dirname(full), { recursive: true, mode: 0o700 });
  writeFileSync(full, content, { mode: 0o600 });
}
