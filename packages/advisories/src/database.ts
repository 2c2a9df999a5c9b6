import type { Advisory, Signals } from './advisory.js';

/** What is known of the data of one ecosystem. */
export interface EcosystemData {
  readonly ecosystem: string;
  /** Records that can match. */
  readonly records: number;
  /** Names of packages that they speak of. */
  readonly packages: number;
  /** Records that could not be used when it was imported: each is a vulnerability that may be missed. */
  readonly broken: number;
  /** Those of them that do not even say which packages they are about. The others are `unclear` for the packages they name. */
  readonly opaque: number;
  /** The first of them, and why. */
  readonly brokenNames: readonly BrokenRecord[];
  /** Records with a range that could not be read, of a package that is known: see `Database.unclear`. */
  readonly unclear: number;
  /** Records that their own database took back. They match nothing. */
  readonly withdrawn: number;
  /** `sha256:…` of the imported archive. */
  readonly digest: string;
  /** ISO 8601: `modified` of the newest record. */
  readonly builtAt: string;
  /** The imported archive as it was, in the layout that osv-scanner reads: `<archives>/osv-scanner/<ecosystem>/all.zip`. */
  readonly archive: string;
}

export interface BrokenRecord {
  /** Of the file in the archive, as it stands there. */
  readonly name: string;
  readonly why: string;
}

/** Dates and counts of what is known beside the advisories. */
export interface SignalData {
  readonly name: 'KEV' | 'EPSS';
  readonly entries: number;
  readonly digest: string;
  /** ISO 8601: when the catalogue was released, or the scores were computed. */
  readonly builtAt: string;
}

/** Versions from `introduced` (`0`: from the first on) to before `fixed`, or up to `lastAffected`, or without an end. */
export interface Interval {
  readonly introduced: string;
  readonly fixed?: string;
  readonly lastAffected?: string;
}

/** What an advisory says of one package, for whoever compiles other databases. */
export interface Entry {
  /** Normalised, as `normaliseName` gives it. */
  readonly name: string;
  /** `fixed` lists all versions that fix any range. */
  readonly advisory: Advisory;
  readonly intervals: readonly Interval[];
  /** Affected versions that no interval holds. Normalised. */
  readonly versions: readonly string[];
}

/**
 * An imported database, opened for reading. An import meanwhile replaces the files, and this goes on reading the old ones.
 *
 * Every method throws a `GateError` when the ecosystem was not imported, or its file is damaged: silence is an answer.
 */
export interface Database {
  /** Sorted by name. */
  readonly ecosystems: readonly EcosystemData[];
  readonly signalData: readonly SignalData[];
  /**
   * What affects this version, by id. Names are normalised (PyPI by PEP 503). A version that does not parse affects nothing
   * but what lists it: see `isVersion`.
   */
  affecting(ecosystem: string, name: string, version: string): readonly Advisory[];
  /** Ids of advisories of the package with ranges that cannot be read and that do not match otherwise: may affect it. */
  unclear(ecosystem: string, name: string, version: string): readonly string[];
  /** Can ranges be held against it? Where `isExact` says no, every text is a version. */
  isVersion(ecosystem: string, version: string): boolean;
  /** Is there any record of the package? */
  knows(ecosystem: string, name: string): boolean;
  /** All that can match. */
  entries(ecosystem: string): Iterable<Entry>;
  /** Nothing where neither KEV nor EPSS names it, or neither was imported. */
  signals(cve: string): Signals | undefined;
  close(): void;
}
