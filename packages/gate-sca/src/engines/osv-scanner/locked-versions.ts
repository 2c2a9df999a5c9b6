import type { Dependencies, Ecosystem } from '@railgate/dependencies';

import type { Report } from '../engine.js';
import { packageKey, type SeenPackage } from './read-report.js';

interface Named {
  readonly name: string;
  readonly version: string;
}

/** What our own readers found, to be held against what osv-scanner read in the same files. */
export class LockedVersions {
  /** As the lockfile writes them, by path and `packageKey`. */
  readonly #byPath = new Map<string, Map<string, Named>>();
  readonly #all = new Map<string, Named & { readonly ecosystem: Ecosystem }>();

  /** @param publicOnly of packages from registries, all that it was asked about */
  constructor({ lockfiles }: Dependencies, publicOnly: boolean) {
    for (const { path, ecosystem, packages } of lockfiles) {
      const here = new Map<string, Named>();
      for (const { name, version, source } of packages) {
        if (version === '' || source === 'workspace') continue;
        const key = packageKey(ecosystem, name, version);
        here.set(key, { name, version });
        if (source === 'registry') this.#all.set(key, { name, version, ecosystem });
      }
      this.#byPath.set(path, here);
    }
    this.#isSbom = publicOnly;
  }

  readonly #isSbom: boolean;

  /** Packages of registries that it gave no word on, by ecosystem. */
  missingFrom(seen: readonly SeenPackage[]): Map<Ecosystem, string[]> {
    const keys = new Set(seen.map(({ ecosystem, name, version }) => packageKey(ecosystem, name, version)));
    const missing = new Map<Ecosystem, string[]>();
    for (const [key, { name, version, ecosystem }] of this.#all) {
      if (keys.has(key)) continue;
      const known = missing.get(ecosystem);
      if (known) known.push(`${name} ${version}`);
      else missing.set(ecosystem, [`${name} ${version}`]);
    }
    return missing;
  }

  /**
   * In the words of the lockfile. What our reader has not found in that very file is reported with the file.
   *
   * @param prefix of the paths of files
   */
  reportsOn({ file, ecosystem, name, version, vulnerabilities }: SeenPackage, prefix: string): Report[] {
    const path = file.slice(prefix.length);
    const key = packageKey(ecosystem, name, version);
    const ours = this.#isSbom ? this.#all.get(key) : this.#byPath.get(path)?.get(key);
    const subject = ours ? { name: ours.name, version: ours.version } : { name, version, path };
    return vulnerabilities.map((one) => ({ engine: 'osv-scanner', ecosystem, ...subject, ...one }));
  }
}
