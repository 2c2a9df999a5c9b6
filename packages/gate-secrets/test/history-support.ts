import { FORMATS, samples } from '@railgate/secrets';
import {
  git,
  makeTempFolder,
  removeFolder,
  runGate,
  writeFiles,
  type Files,
  type GateRun,
} from '@railgate/testkit';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach } from 'vitest';

import { gate } from '../src/gate.js';

const token = FORMATS.find(({ id }) => id === 'railway-token');

/** A line that holds a secret, and the secret alone. */
export function secretLine(seed: number): { readonly line: string; readonly value: string } {
  const line = (token?.hits(samples(seed))[0].text ?? '').trim();
  return { line, value: line.split('=')[1] ?? '' };
}

const roots: string[] = [];
afterEach(async () => {
  await Promise.all(roots.splice(0).map(removeFolder));
});

/** A temporary folder that is gone after the test. */
export async function folder(): Promise<string> {
  const root = await makeTempFolder();
  roots.push(root);
  return root;
}

/** A repository on its way. */
export class Repo {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  static async make(): Promise<Repo> {
    const repo = new Repo(await folder());
    await repo.git('init', '--quiet', '--initial-branch=main');
    return repo;
  }

  git(...args: readonly string[]): Promise<string> {
    return git(this.root, '-c', 'commit.gpgSign=false', '-c', 'protocol.file.allow=always', ...args);
  }

  /** Writes the files, removes those that are to be nothing, and commits. Gives the commit's id. */
  async commit(files: Readonly<Record<string, Files[string] | null>>, message = 'A change'): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      if (content === null) await rm(join(this.root, path), { recursive: true });
      else await writeFiles(this.root, { [path]: content });
    }
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--allow-empty', '--no-verify', '-m', message);
    return (await this.git('rev-parse', 'HEAD')).trim();
  }

  look(history: true | string = true): Promise<GateRun> {
    return runGate(gate, this.root, { options: { history } });
  }
}

/** What a finding says of commits. */
export function commitsOf({ findings }: GateRun): unknown[] {
  return findings.map(({ path, region, version, result }) => ({
    at: `${path}:${region.startLine}`,
    version,
    commits: result.properties?.['commits'] as unknown,
  }));
}
