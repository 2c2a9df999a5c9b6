import { GateError } from '@railgate/contract';
import { pathOutside } from '@railgate/dependencies';
import { runTool, type RunToolOptions, type Tool } from '@railgate/kit';

import type { EngineInput } from './engine.js';
import { NEEDS } from './needs.js';
import { TOOL_VERSIONS, type WrappedTool } from './tool-versions.js';

/** Seconds. */
const TIMEOUT = 240;
/** Seconds: Python tools import for two seconds before they say it. */
const VERSION_TIMEOUT = 30;

/** A wrapped tool as data. */
export function wrappedTool(name: WrappedTool, answers: readonly number[], credentials?: string[]): Tool {
  const install = NEEDS.find((need) => need.name === name)?.install ?? '';
  return { name, command: name, answers, install, ...(credentials && { credentials }) };
}

/** How a tool is run for an engine: in a folder of ours, with an end, and never one that the repository brings along. */
export function runIn(
  folder: string,
  { workspace, signal, processes }: EngineInput,
  env: Readonly<Record<string, string>> = {},
): RunToolOptions {
  const PATH = pathOutside(workspace.root);
  // Otherwise Python gives sets in another order at every start, and what is written differs from run to run.
  const PYTHONHASHSEED = '0';
  return { cwd: folder, timeout: TIMEOUT, signal, processes, env: { PATH, PYTHONHASHSEED, ...env } };
}

export interface ToolVersion {
  readonly version: string;
  /** What is said of a version that no test has run. */
  readonly note?: string;
}

/**
 * Asks the tool for its version.
 *
 * @param offline it is to use a local database
 * @throws {GateError} `NEED_UNMET` when it is not installed, or must not be used.
 */
export async function askVersion(
  tool: Tool,
  options: RunToolOptions,
  offline: boolean,
): Promise<ToolVersion> {
  const asked = { ...tool, answers: [0] };
  const { stdout, stderr } = await runTool(asked, ['--version'], { ...options, timeout: VERSION_TIMEOUT });
  const version = /\d{1,5}\.\d{1,5}[\w.+-]{0,40}/.exec(`${stdout}\n${stderr}`)?.[0] ?? 'unknown';
  return judgeVersion(tool, version, offline);
}

/** @throws {GateError} `NEED_UNMET` for a version that must not be used. */
export function judgeVersion(tool: Tool, version: string, offline: boolean): ToolVersion {
  const { knownGood, refused } = TOOL_VERSIONS[tool.name as WrappedTool];
  const refusal = refused.find((one) => one.version === version && (offline || one.offlineOnly !== true));
  if (refusal) {
    const where = refusal.offlineOnly === true ? ' with a local database' : '';
    throw new GateError(
      'NEED_UNMET',
      `${tool.name} ${version} is not used${where}, because ${refusal.because}.`,
      {
        remedy: tool.install,
      },
    );
  }
  if (knownGood.some((good) => version === good || version.startsWith(`${good}.`))) return { version };
  return {
    version,
    note: `${tool.name} ${version} is not a version that was tested here (${knownGood.join(', ')}).`,
  };
}
