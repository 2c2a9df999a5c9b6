import { damaged } from '../archive-error.js';
import { type Entries, type Entry, pathInArchive, show } from '../entries.js';
import type { ArchiveLimits } from '../limits.js';
import type { PositionedFile } from './positioned-file.js';
import { indexTar, type Indexed } from './tar-index.js';

/** `docker save` links a layer to an equal one: one link. */
const HOPS = 8;

/** The files of a tar. Closes `file` when it cannot be read. */
export async function openTar(file: PositionedFile, limits: ArchiveLimits): Promise<Entries> {
  try {
    return new TarEntries(file, await indexTar(file, limits));
  } catch (error) {
    await file.close();
    throw error;
  }
}

class TarEntries implements Entries {
  readonly name: string;
  readonly #file: PositionedFile;
  readonly #index: ReadonlyMap<string, Indexed>;

  constructor(file: PositionedFile, index: ReadonlyMap<string, Indexed>) {
    this.name = file.name;
    this.#file = file;
    this.#index = index;
  }

  find(path: string): Promise<Entry | undefined> {
    return Promise.resolve().then(() => this.#find(path));
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  #find(path: string): Entry | undefined {
    let at: string | undefined = pathInArchive(path);
    for (let hop = 0; hop < HOPS; hop++) {
      if (at === undefined) throw damaged(this.name, `has a link that leads out of it: ${show(path)}.`);
      const found = this.#index.get(at);
      if (found?.kind === 'file') return this.#entry(path, found);
      if (found === undefined && hop === 0) return undefined;
      at = this.#follow(path, found);
    }
    throw damaged(this.name, `has links that go round in a ring: ${show(path)}.`);
  }

  #follow(path: string, found: Exclude<Indexed, { kind: 'file' }> | undefined): string | undefined {
    if (found?.kind === 'link') return found.target;
    if (found === undefined) throw damaged(this.name, `has a link that leads nowhere: ${show(path)}.`);
    throw damaged(
      this.name,
      found.kind === 'twice'
        ? `holds ${show(path)} twice: which one counts depends on who reads it.`
        : `holds ${show(path)}, which is no file.`,
    );
  }

  #entry(name: string, { start, size }: { start: number; size: number }): Entry {
    const file = this.#file;
    return {
      name,
      size,
      content: (from = 0, to = size) => file.range(start + from, start + Math.min(to, size)),
    };
  }
}
