import { posix } from 'node:path';

import type { Workspace } from '@railgate/contract';
import { readSource } from '@railgate/kit';

/** Asks the nearest package.json for the major version that a file's dependencies are wanted in. */
export class Dependencies {
  readonly #known = new Map<string, Readonly<Record<string, unknown>> | undefined>();
  readonly #manifests: ReadonlySet<string>;

  constructor(private readonly workspace: Workspace) {
    this.#manifests = new Set(
      workspace.files.map(({ path }) => path).filter((path) => posix.basename(path) === 'package.json'),
    );
  }

  majorOf(file: string, name: string): number | undefined {
    for (let folder = posix.dirname(file); ; folder = posix.dirname(folder)) {
      const manifest = posix.join(folder, 'package.json');
      const range = this.#manifests.has(manifest) ? this.#wanted(manifest)?.[name] : undefined;
      const major = typeof range === 'string' ? /\d+/.exec(range)?.[0] : undefined;
      if (major !== undefined) return Number(major);
      if (folder === '.' || folder === '/') return undefined;
    }
  }

  #wanted(manifest: string): Readonly<Record<string, unknown>> | undefined {
    if (!this.#known.has(manifest)) this.#known.set(manifest, this.#read(manifest));
    return this.#known.get(manifest);
  }

  /** A manifest that does not parse answers nothing here; reporting it is another gate's business. */
  #read(manifest: string): Readonly<Record<string, unknown>> | undefined {
    const source = readSource(this.workspace, manifest);
    if ('gap' in source) return undefined;
    try {
      const parsed = JSON.parse(source.text) as { dependencies?: object; devDependencies?: object } | null;
      return { ...parsed?.devDependencies, ...parsed?.dependencies };
    } catch {
      return undefined;
    }
  }
}
