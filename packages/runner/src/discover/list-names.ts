import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

import { cleanText } from '@railgate/contract';
import { gitFiles, type GitFile, type GitListing } from '@railgate/kit';

import { OWN_FOLDER } from '../report-files.js';
import { badName, type Collected, type Listed, unreadableFolder } from './collected.js';
import { isOurOutput, walkFolder } from './walk-folder.js';

export interface Names extends Collected {
  readonly source: 'git' | 'folder';
}

/** Names below a folder that can be read: from git, else what is there. Submodules are part of it. */
export async function listNames(root: string): Promise<Names> {
  const into: Collected = { paths: new Map(), gaps: [], notScanned: new Map() };
  const source = await new Lister(root, into).list('', true);
  return { source, ...into };
}

const SUBMODULE = '160000';
/** Repositories inside the repository that git is asked about. A hostile archive can hold any number of them. */
const REPOSITORY_LIMIT = 200;

class Lister {
  readonly #root: string;
  readonly #into: Collected;
  #repositories = 0;

  constructor(root: string, into: Collected) {
    this.#root = root;
    this.#into = into;
  }

  /** `prefix` is empty or ends with a slash. */
  async list(prefix: string, above: boolean): Promise<'git' | 'folder'> {
    const asked = this.#repositories++ < REPOSITORY_LIMIT;
    const listing = asked ? await gitFiles(join(this.#root, prefix), { above }) : undefined;
    if (listing !== undefined && !('failure' in listing)) {
      await this.#take(listing, prefix);
      return 'git';
    }
    walkFolder(this.#root, prefix, this.#into);
    if (listing !== undefined)
      this.#note(`${prefix}.git`, `${listing.failure}; the folder was walked instead`);
    return 'folder';
  }

  async #take(listing: GitListing, prefix: string): Promise<void> {
    for (const { shown, why } of listing.badNames)
      this.#into.gaps.push(badName({ shown: prefix + shown, why }));
    for (const folder of listing.unreadableFolders) this.#into.gaps.push(unreadableFolder(prefix + folder));
    for (const file of listing.files) {
      const path = prefix + file.path;
      if (isOurOutput(path)) this.#note(OWN_FOLDER, 'output of Railgate');
      else if (file.mode === SUBMODULE || path.endsWith('/'))
        await this.#takeNested(path.replace(/\/$/, ''), file);
      else this.#into.paths.set(path, listedAs(file));
    }
  }

  /** A submodule, or a repository that nobody tracks. One that is no folder of its own is told by looking at it. */
  async #takeNested(path: string, file: GitFile): Promise<void> {
    const content = this.#contentOf(path);
    if (content === undefined) this.#into.paths.set(path, listedAs(file));
    else if (content.length === 0) this.#note(path, 'submodule, not checked out');
    else await this.list(`${path}/`, false);
  }

  /** What a folder holds; nothing when it is no folder, cannot be read, or lies behind a symbolic link. */
  #contentOf(path: string): readonly string[] | undefined {
    const full = join(this.#root, path);
    try {
      return lstatSync(full).isDirectory() && realpathSync(full) === full ? readdirSync(full) : undefined;
    } catch {
      return undefined;
    }
  }

  #note(path: string, reason: string): void {
    this.#into.notScanned.set(path, cleanText(reason));
  }
}

function listedAs(file: GitFile): Listed {
  if (file.sparse) return 'sparse';
  return file.mode === undefined ? 'there' : 'tracked';
}
