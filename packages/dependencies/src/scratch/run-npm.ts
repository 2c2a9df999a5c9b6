import { readFileSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';

import { isInside, runTool, type Tool, type ToolAnswer } from '@railgate/kit';

import type { NpmConfig } from '../registry/npm-config.js';
import type { ScratchInput } from './scratch-project.js';

export interface NpmRun {
  /** Seconds for all of it. */
  readonly timeout?: number;
  /** Seconds for one request to the registry. */
  readonly requestTimeout?: number;
  /** Exit codes that are answers. npm uses 1 for everything, so that what it says must be judged. */
  readonly answers?: readonly number[];
}

const TIMEOUT = 180;
const REQUEST_TIMEOUT = 30;
export const INSTALL_NPM = 'Install npm 10, 11 or 12; it comes with Node.js.';

export function runNpm(
  { workspace, signal, processes }: ScratchInput,
  config: NpmConfig,
  cwd: string,
  args: readonly string[],
  { timeout = TIMEOUT, requestTimeout = REQUEST_TIMEOUT, answers = [0, 1] }: NpmRun,
): Promise<ToolAnswer> {
  const tool: Tool = { name: 'npm', command: 'npm', answers, install: INSTALL_NPM };
  const flags = [
    '--ignore-scripts',
    '--loglevel=silent',
    `--fetch-timeout=${requestTimeout * 1000}`,
    '--fetch-retries=0',
    '--no-update-notifier',
    '--no-fund',
    '--logs-max=0',
  ];
  const env = {
    ...config.environment,
    PATH: pathOutside(workspace.root),
    // Where npm is started by corepack, the manifest would choose which npm that is, and corepack would fetch it.
    COREPACK_ENABLE_PROJECT_SPEC: '0',
    COREPACK_ENABLE_DOWNLOAD_PROMPT: '0',
  };
  return runTool(tool, [...args, ...flags], { cwd, timeout, signal, processes, env });
}

/** An npm as it lies on the disk. */
export interface NpmProgram {
  readonly version: string;
  /** What Node runs. Absolute. */
  readonly script: string;
}

/**
 * The npm that `runNpm` starts, read from its own folder, which is 300 ms faster than asking it. Nothing where there is none,
 * or where something else stands in between.
 *
 * @param root of the scanned repository
 */
export function npmProgram(root: string): NpmProgram | undefined {
  for (const folder of pathOutside(root).split(delimiter)) {
    const command = join(folder, 'npm');
    if (!isFile(command)) continue;
    try {
      const script = realpathSync(command);
      const manifest = readFileSync(join(dirname(script), '../package.json'), 'utf8');
      const { name, version } = JSON.parse(manifest) as { name?: unknown; version?: unknown };
      return name === 'npm' && typeof version === 'string' ? { version, script } : undefined;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

/** What this user may not look at is nothing that it could start, as for the shell. */
function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function npmVersion(root: string): string | undefined {
  return npmProgram(root)?.version;
}

/** A script that npm runs finds the programs of `node_modules/.bin` first: those of the repository are none of ours. */
export function pathOutside(root: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.filter((folder) => isAbsolute(folder) && !isInside(root, folder)).join(delimiter);
}
