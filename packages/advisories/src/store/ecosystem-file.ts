import { compareText } from '@railgate/contract';

import type { Advisory } from '../advisory.js';
import type { Entry, Interval } from '../database.js';
import { askedVersion, matchOf, sortVersions } from '../records/match.js';
import type { StoredAdvisory, StoredAffected, StoredInterval, StoredPackage } from '../records/stored.js';
import { loadSchemes, normaliseName, type Schemes } from '../versions/schemes.js';
import { Container } from './container.js';
import { ecosystemDescription, type EcosystemDescription } from './description.js';
import { PackageIndex } from './package-index.js';

/** The imported data of one ecosystem. */
export class EcosystemFile {
  readonly description: EcosystemDescription;
  readonly #container: Container;
  readonly #index: PackageIndex;
  readonly #schemes: Schemes;
  readonly #advisories = new Map<number, StoredAdvisory>();
  /** Of the package that was asked for last: several questions follow each other. */
  #last: { readonly name: string; readonly affected: readonly StoredAffected[] } | undefined;

  private constructor(container: Container, description: EcosystemDescription, schemes: Schemes) {
    this.#container = container;
    this.description = description;
    this.#schemes = schemes;
    this.#index = new PackageIndex(container.read(description.index));
  }

  static async open(path: string): Promise<EcosystemFile> {
    const container = new Container(path);
    try {
      const description = ecosystemDescription(container);
      return new EcosystemFile(container, description, await loadSchemes(description.data.ecosystem));
    } catch (error) {
      container.close();
      throw error;
    }
  }

  isVersion(version: string): boolean {
    const { own } = this.#schemes;
    return own ? own.parse(version) !== undefined : version !== '';
  }

  knows(name: string): boolean {
    return this.#affectedOf(name).length > 0;
  }

  affecting(name: string, version: string): readonly Advisory[] {
    const all = this.#affectedOf(name);
    if (all.length === 0) return [];
    const asked = askedVersion(version, this.#schemes);
    const found = new Map<string, Advisory>();
    for (const affected of all) {
      const match = matchOf(affected, asked);
      if (!match) continue;
      const before = found.get(affected.id);
      const fixed = sortVersions([...(before?.fixed ?? []), ...match.fixed], asked.scheme);
      found.set(affected.id, { ...this.#advisory(affected), ...affected.rating, fixed });
    }
    return [...found.values()].sort((a, b) => compareText(a.id, b.id));
  }

  unclear(name: string, version: string): readonly string[] {
    const all = this.#affectedOf(name);
    if (!all.some((affected) => affected.unclear)) return [];
    const asked = askedVersion(version, this.#schemes);
    const matched = new Set(all.filter((affected) => matchOf(affected, asked)).map(({ id }) => id));
    const doubtful = all.filter(({ id, unclear }) => unclear && !matched.has(id)).map(({ id }) => id);
    return [...new Set(doubtful)];
  }

  *entries(): Iterable<Entry> {
    const scheme = this.#schemes.own ?? this.#schemes.ofRange('SEMVER');
    for (const slice of this.#index.all()) {
      const [name, all] = this.#container.readJson(slice) as StoredPackage;
      for (const affected of all) {
        const intervals = (affected.ranges ?? []).flatMap((range) => range.in.map(intervalOf));
        const fixed = sortVersions(
          intervals.map((interval) => interval.fixed).filter((version) => version !== undefined),
          scheme,
        );
        const advisory = { ...this.#advisory(affected), ...affected.rating, fixed };
        yield { name, advisory, intervals, versions: affected.versions ?? [] };
      }
    }
  }

  close(): void {
    this.#container.close();
  }

  #affectedOf(name: string): readonly StoredAffected[] {
    if (this.#last?.name !== name) this.#last = { name, affected: this.#find(name) };
    return this.#last.affected;
  }

  #find(name: string): readonly StoredAffected[] {
    const wanted = normaliseName(this.description.data.ecosystem, name);
    for (const slice of this.#index.candidates(wanted)) {
      const [found, affected] = this.#container.readJson(slice) as StoredPackage;
      if (found === wanted) return affected;
    }
    return [];
  }

  #advisory({ at }: StoredAffected): StoredAdvisory {
    const known = this.#advisories.get(at[0]);
    if (known) return known;
    const advisory = this.#container.readJson(at) as StoredAdvisory;
    this.#advisories.set(at[0], advisory);
    return advisory;
  }
}

function intervalOf([introduced, fixed, lastAffected]: StoredInterval): Interval {
  return {
    introduced,
    ...(typeof fixed === 'string' && { fixed }),
    ...(lastAffected !== undefined && { lastAffected }),
  };
}
