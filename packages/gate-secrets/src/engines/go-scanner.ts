import { join } from 'node:path';

import { GateError } from '@railgate/contract';
import { runTool, type Tool } from '@railgate/kit';

import type { Engine, EngineAnswer, EngineInput, EngineName } from './engine.js';
import { INSTALL } from './needs.js';
import { readReport } from './read-report.js';
import { STAGED_FILES, SCANNED_FOLDER, openStage } from './stage.js';

/** gitleaks and what comes from it: the same flags, the same report. */
export interface GoScanner {
  readonly name: EngineName;
  /** Versions that are known to be malicious or to find nothing. None so far. */
  readonly refused: readonly string[];
  readonly install: string;
}

export const GITLEAKS: GoScanner = {
  name: 'gitleaks',
  refused: [],
  install: INSTALL.gitleaks,
};

export const BETTERLEAKS: GoScanner = {
  name: 'betterleaks',
  refused: [],
  install: INSTALL.betterleaks,
};

/** 1 is any failure of theirs, and by itself also "found": so findings get a code of their own. */
const FOUND = 42;
/** Seconds. */
const TIMEOUT = 240;
const CONFIG = 'config.toml';
const TEMPLATE = 'report.tmpl';

/** Their own rules and nothing else, whatever the repository holds. */
const CONFIG_TEXT = '[extend]\nuseDefault = true\n';

/**
 * Only places and rules. Their JSON holds the match and the secret, which betterleaks 1.2.0 does not mask there, whatever
 * `--redact` says.
 */
const TEMPLATE_TEXT = `{{ $all := list }}{{ range . }}{{ $all = append $all (dict "rule" .RuleID "path" .SymlinkFile "file" .File "startLine" .StartLine "endLine" .EndLine "startColumn" .StartColumn "endColumn" .EndColumn) }}{{ end }}{{ $all | toJson }}`;

export function goScanner(data: GoScanner): Engine {
  const tool: Tool = { name: data.name, command: data.name, answers: [0, FOUND], install: data.install };
  return { name: data.name, look: (input) => look(data, tool, input) };
}

async function look(data: GoScanner, tool: Tool, input: EngineInput): Promise<EngineAnswer> {
  const { workspace, target } = input;
  input.progress(data.name);
  const stage = openStage(workspace.root, target.files, { [CONFIG]: CONFIG_TEXT, [TEMPLATE]: TEMPLATE_TEXT });
  try {
    const options = { ...input, cwd: stage.folder, timeout: TIMEOUT };
    const version = versionOf(data, (await runTool(tool, ['version'], options)).stdout);
    const { stdout, exitCode } = await runTool(tool, argumentsFor(stage.folder), options);
    if (exitCode !== FOUND) throw missed(data, version);
    const { leaks, canary } = readReport(workspace, data.name, stdout, `${STAGED_FILES}/`);
    if (!canary) throw missed(data, version);
    return { leaks, evidence: { name: data.name, version, canary: 'found' } };
  } finally {
    stage.remove();
  }
}

function argumentsFor(folder: string): string[] {
  return [
    'dir',
    SCANNED_FOLDER,
    '--follow-symlinks',
    `--config=${join(folder, CONFIG)}`,
    // Otherwise it takes the one of the folder that it stands in.
    `--gitleaks-ignore-path=${join(folder, 'none')}`,
    // The repository's comments do not silence it: they are listed, and what they want is said beside the finding.
    '--ignore-gitleaks-allow',
    '--report-format=template',
    `--report-template=${join(folder, TEMPLATE)}`,
    '--report-path=-',
    '--redact=100',
    `--exit-code=${FOUND}`,
    '--no-banner',
    '--no-color',
    '--log-level=error',
  ];
}

function versionOf({ name, refused, install }: GoScanner, stdout: string): string {
  const version =
    /^(?:\D{0,20})(\d{1,5}(?:\.\d{1,5}){1,3}\S{0,40})\s*$/.exec(stdout.trim())?.[1] ?? 'unknown';
  if (!refused.includes(version)) return version;
  throw new GateError('NEED_UNMET', `${name} ${version} is a version that must not be run.`, {
    remedy: install,
  });
}

function missed({ name }: GoScanner, version: string): GateError {
  return new GateError(
    'CANARY_MISSED',
    `${name} ${version} did not find the known-bad file that it must find: its silence proves nothing.`,
  );
}
