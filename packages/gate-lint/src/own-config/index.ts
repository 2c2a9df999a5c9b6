import { join } from 'node:path';

import {
  GateError,
  cleanText,
  type Degraded,
  type EngineEvidence,
  type Finding,
  type Gap,
  type ScanInput,
} from '@railgate/contract';
import { runTool, type Tool } from '@railgate/kit';

import { findConfig, findEslint } from './find-eslint.js';
import { readReport } from './read-report.js';

export interface OwnConfigScan {
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly degraded: readonly Degraded[];
  readonly engines: readonly EngineEvidence[];
}

const NAME = "the repository's own ESLint";
const NOTHING: OwnConfigScan = { findings: [], gaps: [], degraded: [], engines: [] };

/**
 * Runs the repository's own ESLint with its own configuration in a process of its own. It executes code of the
 * repository: only called when the user, and not the repository, asked for it. A run that fails is a gap, since it was
 * asked for by name.
 */
export async function scanOwnConfig(
  input: Pick<ScanInput, 'target' | 'workspace' | 'signal' | 'processes' | 'progress'>,
): Promise<OwnConfigScan> {
  const { target, workspace } = input;
  if (findConfig(workspace, target.path) === undefined) {
    return {
      ...NOTHING,
      degraded: [{ engine: 'own-config', message: 'There is no ESLint configuration to run.' }],
    };
  }
  const eslint = findEslint(workspace, target.path);
  if (!eslint)
    return failed(
      `${NAME} is not installed: no node_modules/eslint at or above ${target.path === '.' ? 'the repository root' : cleanText(target.path)}.`,
      'Install the dependencies of the repository, or leave out `ownConfig`.',
    );
  input.progress('eslint (own configuration)');
  const engine: EngineEvidence = {
    name: 'eslint (own configuration)',
    version: eslint.version,
    canary: 'none',
  };
  try {
    const { stdout, exitCode } = await runTool(
      toolOf(),
      [eslint.script, '--format', 'json', '--no-color', '.'],
      {
        ...input,
        cwd: join(workspace.root, target.path),
        timeout: 240,
      },
    );
    const { findings, gaps } = readReport(workspace.root, stdout, exitCode);
    return { findings, gaps, degraded: [], engines: [engine] };
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return { ...failed(error.message, error.remedy), engines: [engine] };
  }
}

/** Exit code 1 is "errors found"; 2 is a crash or a broken configuration. */
function toolOf(): Tool {
  return {
    name: NAME,
    command: process.execPath,
    answers: [0, 1],
    install: 'Install the dependencies of the repository.',
  };
}

function failed(message: string, remedy: string): OwnConfigScan {
  return { ...NOTHING, gaps: [{ code: 'ENGINE_FAILED', message: cleanText(message), remedy }] };
}
