import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SETUP = fileURLToPath(new URL('../../../tools/ci/setup', import.meta.url));

let folder: string | undefined;

/** The folder with the command files of the outside tools that `tools/ci/setup` installs; it may not be there. */
export function toolsFolder(): string {
  folder ??= printBin();
  return folder;
}

/** The path of an outside tool's command file: `osv-scanner`, `npm-10`, `pnpm-12` … */
export function findInstalledTool(name: string): string | undefined {
  const path = join(toolsFolder(), name);
  return existsSync(path) ? path : undefined;
}

/** The same for a test that proves nothing without the tool. @throws with the remedy when it is not installed. */
export function installedTool(name: string): string {
  const path = findInstalledTool(name);
  if (path === undefined) throw new Error(`${name} is missing: run tools/ci/setup`);
  return path;
}

function printBin(): string {
  // Tests see no cache of this machine, and the tools are in one: `tools/test/seed.mjs` keeps its place.
  const { RAILGATE_TOOLS_CACHE, XDG_CACHE_HOME = '' } = process.env;
  const env = { ...process.env, XDG_CACHE_HOME: RAILGATE_TOOLS_CACHE ?? XDG_CACHE_HOME };
  return execFileSync(SETUP, ['--print-bin'], { encoding: 'utf8', env }).trim();
}
