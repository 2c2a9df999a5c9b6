import { randomBytes } from 'node:crypto';

import { git, makeRepo, removeFolder, runGate, writeFiles, type Files } from '@railgate/testkit';

import { gate } from '../../src/gate.js';

export interface Asked {
  readonly projects?: readonly string[];
  readonly environment?: false | readonly string[];
  /** Files that git does not track. */
  readonly untracked?: Files;
  /** A folder that is a repository of its own, which git does not track either. */
  readonly repository?: string;
}

/** `rule severity path:line` of what the rules about the environment say of a repository with one commit. */
export async function found(files: Files, asked: Asked = {}): Promise<string[]> {
  return (await foundWithMessages(files, asked)).map(({ line }) => line);
}

export async function foundWithMessages(files: Files, asked: Asked = {}) {
  const root = await makeRepo({ '.gitignore': '.env*\n!.env.example\n', ...files }, { git: true });
  try {
    await writeFiles(root, asked.untracked ?? {});
    if (asked.repository !== undefined) await git(root, 'init', '--quiet', asked.repository);
    const options = asked.environment === undefined ? {} : { environment: asked.environment };
    const { findings } = await runGate(gate, root, { options, projects: asked.projects ?? [] });
    return findings
      .filter(({ ruleId }) => ruleId.startsWith('secrets/env-'))
      .map(({ ruleId, severity, path, region, message }) => ({
        line: `${ruleId.slice('secrets/env-'.length)} ${severity} ${path}:${region.startLine}`,
        message,
      }));
  } finally {
    await removeFolder(root);
  }
}

/** Made anew for each run: nothing that looks like a secret stands in this repository. */
export function madeUp(): string {
  return randomBytes(18).toString('base64url');
}
