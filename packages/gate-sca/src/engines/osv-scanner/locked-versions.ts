import { addTo } from '@railgate/contract';
import type { Dependencies, Ecosystem, PackageSource } from '@railgate/dependencies';

import type { AskedPackage } from '../asked.js';
import type { Report } from '../engine.js';
import { packageKey, type SeenPackage } from './read-report.js';
import { PACKAGES } from './stage.js';

interface Named {
  readonly name: string;
  readonly version: string;
}

/** What our own readers found, to be held against what osv-scanner read in the same files. */
export class LockedVersions {
  /** As the lockfile writes them, by path and `packageKey`. */
  readonly #byPath = new Map<string, Map<string, Named>>();
  readonly #all = new Map<
    string,
    Named & { readonly ecosystem: Ecosystem; readonly source: PackageSource }
  >();

  /** Names whose version nothing pins, by path and `packageKey` without a version; and without the path. */
  readonly #unpinned = new Set<string>();
  /** Files that take in others: osv-scanner says of the first one what stands in any of them. */
  readonly #including = new Set<string>();

  constructor({ lockfiles, unpinned }: Dependencies) {
    for (const { path, ecosystem, format, packages } of lockfiles) {
      if (format === 'requirements') this.#including.add(path);
      const here = new Map<string, Named>();
      for (const { name, version, source } of packages) {
        if (version === '' || source === 'workspace') continue;
        const key = packageKey(ecosystem, name, version);
        here.set(key, { name, version });
        if (this.#all.get(key)?.source !== 'registry')
          this.#all.set(key, { name, version, ecosystem, source });
      }
      this.#byPath.set(path, here);
    }
    for (const { path, ecosystem, requirements } of unpinned)
      for (const { name } of requirements) {
        const key = packageKey(ecosystem, name, '');
        this.#unpinned.add(key).add(`${path}\0${key}`);
      }
  }

  /** Packages of registries that it gave no word on, by ecosystem. @param told where it was told of these alone */
  missingFrom(seen: readonly SeenPackage[], told?: readonly AskedPackage[]): Map<Ecosystem, string[]> {
    const keys = new Set(seen.map(({ ecosystem, name, version }) => packageKey(ecosystem, name, version)));
    const missing = new Map<Ecosystem, string[]>();
    for (const { name, version, ecosystem } of told ?? this.#ofRegistries()) {
      if (!keys.has(packageKey(ecosystem, name, version))) addTo(missing, ecosystem, `${name} ${version}`);
    }
    return missing;
  }

  #ofRegistries(): (Named & { readonly ecosystem: Ecosystem })[] {
    return [...this.#all.values()].filter(({ source }) => source === 'registry');
  }

  /** Of a range it takes the lowest version, which nobody may have: that nothing pins it is said by the gate. */
  #isGuess({ file, ecosystem, name }: SeenPackage): boolean {
    const key = packageKey(ecosystem, name, '');
    return this.#unpinned.has(this.#including.has(file) ? key : `${file}\0${key}`);
  }

  /**
   * In the words of the lockfile. What our reader has not found in that very file is reported with the file.
   *
   * @param seen whose file is relative to the repository root
   */
  reportsOn(seen: SeenPackage): Report[] {
    const { file, ecosystem, name, version, vulnerabilities } = seen;
    const key = packageKey(ecosystem, name, version);
    const isAnywhere = file === PACKAGES || this.#including.has(file);
    const ours = this.#byPath.get(file)?.get(key) ?? (isAnywhere ? this.#all.get(key) : undefined);
    if (!ours && this.#isGuess(seen)) return [];
    const subject = ours ? { name: ours.name, version: ours.version } : { name, version, path: file };
    return vulnerabilities.map((one) => ({ engine: 'osv-scanner', ecosystem, ...subject, ...one }));
  }
}
