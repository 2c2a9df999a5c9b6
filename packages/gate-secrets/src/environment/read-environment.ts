import { isDockerfile, isEnvFile, notProduction } from '@railgate/code';
import type { FileEntry, Workspace } from '@railgate/contract';
import { readSource, type SourceRead } from '@railgate/kit';
import { secretTexts } from '@railgate/secrets';

import type { EnvironmentFacts, FileSays } from './model.js';
import { CodeEnvironment, isCode } from './sources/code.js';
import { fromCompose, isComposeFile } from './sources/compose.js';
import { fromDockerfile } from './sources/dockerfile.js';
import { fromEnvFile } from './sources/env-files.js';
import { fromRailwayCode, isRailwayCode } from './sources/railway.js';
import { fromShell, isStartScript } from './sources/shell.js';
import { fromWorkflow, isWorkflow } from './sources/workflow.js';

/** Bytes. Configuration larger than this is not written by people. */
const CONFIG_LIMIT = 512 * 1024;

/** Reads every file that reads or declares variables. Nothing of what they hold as values leaves this folder. */
export async function readEnvironment(
  workspace: Workspace,
  files: readonly FileEntry[],
  signal?: AbortSignal,
): Promise<EnvironmentFacts> {
  const code = new CodeEnvironment(
    (path) => readSource(workspace, path),
    files.map(({ path }) => path),
  );
  const said: FileSays[] = [];
  let read = 0;
  for (const { path } of files) {
    signal?.throwIfAborted();
    const says = isElsewhere(path)
      ? undefined
      : await (isCode(path) ? code.says(path) : otherSays(workspace, path));
    if (!says) continue;
    said.push(says);
    if (!says.gaps) read++;
  }
  return { ...joined(said), read };
}

const OTHERS: readonly (readonly [
  (path: string) => boolean,
  (path: string, text: string) => FileSays | Promise<FileSays>,
])[] = [
  [isEnvFile, fromEnvFile],
  [isComposeFile, fromCompose],
  [isDockerfile, fromDockerfile],
  [isWorkflow, fromWorkflow],
  [isRailwayCode, fromRailwayCode],
  [isStartScript, fromShell],
];

async function otherSays(workspace: Workspace, path: string): Promise<FileSays | undefined> {
  const reader = OTHERS.find(([is]) => is(path))?.[1];
  if (!reader) return undefined;
  const read: SourceRead = readSource(workspace, path, CONFIG_LIMIT);
  // Whoever looks for secrets in it has that gap already.
  return 'gap' in read ? {} : withoutParts(await reader(path, read.text), read.text, path);
}

/** `access_token$production$…`: what follows the signs in such a secret is no name of a variable. */
function withoutParts(says: FileSays, text: string, path: string): FileSays {
  if (!says.uses?.length || !text.includes('$')) return says;
  const secrets = secretTexts(text, path).filter((secret) => secret.includes('$'));
  if (secrets.length === 0) return says;
  const isPart = (name: string): boolean => secrets.some((secret) => secret.includes(`$${name}`));
  return { ...says, uses: says.uses.filter(({ name }) => !isPart(name)) };
}

function isElsewhere(path: string): boolean {
  // Settings of agents and editors: `.claude/`, `.devcontainer/`.
  if (/(?:^|\/)\.(?!github\/|railway\/|circleci\/)[\w-]{1,60}\//.test(path)) return true;
  const why = notProduction(path);
  return why === 'vendored' || why === 'generated' || why === 'test';
}

function joined(said: readonly FileSays[]): Omit<EnvironmentFacts, 'read'> {
  return {
    uses: said.flatMap((one) => one.uses ?? []),
    declarations: said.flatMap((one) => one.declarations ?? []),
    envFiles: said.flatMap((one) => one.envFiles ?? []),
    code: said.flatMap((one) => one.code ?? []),
    printed: said.flatMap((one) => one.printed ?? []),
    workflows: said.flatMap((one) => one.workflows ?? []),
    gaps: said.flatMap((one) => one.gaps ?? []),
  };
}
