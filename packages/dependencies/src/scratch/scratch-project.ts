import { readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';

import { GateError, type ScanInput } from '@railgate/contract';
import { readSource, type ToolAnswer } from '@railgate/kit';

import { LOCKFILE_LIMIT } from '../format.js';
import type { Lockfile } from '../lockfile.js';
import { NpmConfig } from '../registry/npm-config.js';
import { cleanManifest } from './clean-manifest.js';
import { containLinks } from './contain-links.js';
import { runNpm, type NpmRun } from './run-npm.js';
import { writeInto } from './scratch-files.js';
import { withScratchFolder } from './scratch-folder.js';

/** A lockfile and the manifests of its projects, in a folder of their own. */
export interface ScratchProject {
  /** The folder of the lockfile. Absolute. */
  readonly folder: string;
  /** Absolute. */
  readonly lockfile: string;
  /** Relative to `folder`; that of its own project, `package.json`, is always there. */
  readonly manifests: readonly string[];
  /** Puts a file there. @param path relative to `folder`; not out of the scratch folder */
  write(path: string, content: string): void;
  /** Changes a file that is there. @param path relative to `folder` */
  edit(path: string, change: (text: string) => string): void;
  /**
   * npm in `folder`: no script is run, no configuration of the repository is read. In what it says, paths begin at the root
   * of the repository.
   *
   * @throws {GateError} as `runTool`; any exit code of `answers` (0 and 1 when left out) is an answer.
   */
  runNpm(args: readonly string[], run?: NpmRun): Promise<ToolAnswer>;
}

export type ScratchInput = Pick<ScanInput, 'workspace' | 'signal' | 'processes'>;

/**
 * Copies a lockfile and its manifests, and nothing else, to a scratch folder outside the repository, each at its place
 * relative to the others, and removes it after `use`. The lockfile is copied as it is, links out of the repository aside
 * (`containLinks`); of manifests see `cleanManifest`.
 *
 * @param text of the lockfile, where it is to be another one
 * @throws {GateError} `REPORT_UNREADABLE` when the lockfile cannot be read; `NEED_UNMET` without a place for the folder.
 */
export async function withScratchProject<T>(
  input: ScratchInput,
  lockfile: Pick<Lockfile, 'path' | 'projects'>,
  use: (project: ScratchProject) => Promise<T>,
  text = readText(input, lockfile.path),
): Promise<T> {
  const { root } = input.workspace;
  return withScratchFolder(root, async (scratch) => {
    const copy = (path: string, content: string): void => {
      writeInto(scratch, path, content);
    };
    copy(lockfile.path, isOfNpm(lockfile.path) ? containLinks(text, lockfile.path) : text);
    const manifests = new Map(
      manifestsOf(input, lockfile).map(({ path, text, clean }) => [path, clean(text)] as const),
    );
    for (const [path, content] of manifests) copy(path, content);
    const folder = join(scratch, dirname(lockfile.path));
    const config = NpmConfig.read(root);
    // It is another one each time, and no report names a place of this machine.
    const withoutPlace = (said: string): string => said.replaceAll(scratch, '');
    return use({
      folder,
      lockfile: join(folder, basename(lockfile.path)),
      manifests: [...manifests.keys()].map((path) => posix.relative(posix.dirname(lockfile.path), path)),
      write: (path, content) => {
        writeInto(scratch, join(dirname(lockfile.path), path), content);
      },
      edit: (path, change) => {
        const text = change(readFileSync(join(folder, path), 'utf8'));
        writeInto(scratch, join(dirname(lockfile.path), path), text);
      },
      runNpm: async (args, run = {}) => {
        const answer = await runNpm(input, config, folder, args, run);
        return { ...answer, stdout: withoutPlace(answer.stdout), stderr: withoutPlace(answer.stderr) };
      },
    });
  });
}

function isOfNpm(path: string): boolean {
  return /^(?:package-lock|npm-shrinkwrap)\.json$/.test(basename(path));
}

function readText({ workspace }: ScratchInput, path: string): string {
  const read = readSource(workspace, path, LOCKFILE_LIMIT);
  if (!('gap' in read)) return read.text;
  throw new GateError('REPORT_UNREADABLE', read.gap.message);
}

/** A manifest of a lockfile's project. */
export interface ScratchManifest {
  /** Relative to the repository root. */
  readonly path: string;
  /** The repository's; one of no content where it has none. */
  readonly text: string;
  /** What of such a text goes into a scratch folder: see `cleanManifest`. */
  clean(text: string): string;
}

/** The `package.json` of each project of a lockfile. The folder of the lockfile has one in any case. */
export function manifestsOf(
  { workspace }: Pick<ScratchInput, 'workspace'>,
  { path, projects }: Pick<Lockfile, 'path' | 'projects'>,
): ScratchManifest[] {
  const home = posix.dirname(path);
  const folders = projects.map((project) => project.path).filter(isPlainFolder);
  const others = folders.filter((folder) => folder !== home).map((folder) => posix.relative(home, folder));
  const workspaces = others.filter((folder) => !folder.startsWith('..'));
  const names = new Map(projects.map((project) => [project.path, project.name]));
  return [...new Set([home, ...folders])].map((folder) => {
    const manifest = posix.join(folder, 'package.json');
    const read = readSource(workspace, manifest);
    // Without a name npm takes that of the folder, and stops where two are the same.
    const name = names.get(folder) ?? folder.replace(/[^a-z0-9]+/gi, '-').toLowerCase();
    const text = 'gap' in read ? JSON.stringify(folder === home ? {} : { name }) : read.text;
    return {
      path: manifest,
      text,
      clean: (changed) => cleanManifest(changed, folder, folder === home ? workspaces : []),
    };
  });
}

/** It comes from a lockfile, which may say anything. */
function isPlainFolder(folder: string): boolean {
  const plain = posix.normalize(folder);
  return folder !== '' && !plain.startsWith('..') && !posix.isAbsolute(plain) && !plain.includes('\0');
}
