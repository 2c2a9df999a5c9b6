import { createHash, hash } from 'node:crypto';
import { lstatSync } from 'node:fs';
import { join } from 'node:path';

import type { FileEntry, Workspace } from '@railgate/contract';

import type { FileVisitor } from '../file-pass.js';
import type { FileReader } from '../file-reader.js';
import { stateOf } from '../file-state.js';
import { mayHoldComment } from '../ignores/find-comments.js';
import type { KnownFiles } from './known-files.js';

/** Digests the contents of all files of a workspace while they are read; those that are known need no reading. */
export class WorkspaceDigest implements FileVisitor {
  readonly #workspace: Workspace;
  readonly #known: KnownFiles | undefined;
  /** By path. */
  readonly #digests = new Map<string, string>();
  readonly #isRead: Promise<boolean>;
  #settle: (isRead: boolean) => void = () => undefined;
  #all: Promise<string | undefined> | undefined;
  /** By path, from before it was read. */
  readonly #states = new Map<string, string>();

  constructor(workspace: Workspace, known?: KnownFiles) {
    this.#workspace = workspace;
    this.#known = known;
    this.#isRead = new Promise((resolve) => (this.#settle = resolve));
  }

  /** Of some of its files, in their order, once all are read; nothing where that was interrupted. */
  async contentsOf(files: readonly FileEntry[]): Promise<string | undefined> {
    if (!(await this.#isRead)) return undefined;
    const digest = createHash('sha256');
    for (const { path } of files) digest.update(this.#digests.get(path) ?? '');
    return digest.digest('hex');
  }

  /** Of all. */
  get contents(): Promise<string | undefined> {
    return (this.#all ??= this.contentsOf(this.#workspace.files));
  }

  /**
   * Has no file changed since it was read? Then what was found meanwhile was found in these contents. Every file is asked
   * each time: the entries of `discover` are from before gates read the files, and those of the look after the scan from
   * before reports read what stands beside findings. What changed in between would be kept under the earlier contents. A
   * run that is remembered as a whole keeps nothing, and asks no file twice.
   */
  isStill(): boolean {
    const { root, files } = this.#workspace;
    return files.every(({ path }) => {
      const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
      return stat !== undefined && stateOf(stat) === this.#states.get(path);
    });
  }

  /** Takes what is known. */
  wants({ path }: FileEntry): boolean {
    const known = this.#known?.keep(path);
    if (!known) return true;
    this.#digests.set(path, known.digest);
    this.#states.set(path, known.state);
    return false;
  }

  visit({ path }: FileEntry, bytes: Buffer | undefined, reader: FileReader): void {
    const digest = bytes ? hash('sha256', bytes, 'base64') : digestOfPieces(path, reader);
    this.#digests.set(path, digest);
    this.#states.set(path, reader.state);
    this.#known?.learn(path, digest, bytes !== undefined && mayHoldComment(bytes), reader);
  }

  end(whole: boolean): void {
    if (whole) this.#known?.save();
    this.#settle(whole);
  }
}

/** Of a large file, or of one that cannot be read. */
function digestOfPieces(path: string, reader: FileReader): string {
  const digest = createHash('sha256');
  const whole = reader.readPieces(path, (piece) => digest.update(piece));
  return `${whole} ${digest.digest('base64')}`;
}
