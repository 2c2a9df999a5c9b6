import type { Advisory, Signals } from './advisory.js';

/** What is known of the data of one ecosystem. */
export interface EcosystemData {
  readonly ecosystem: string;
  /** Records that can match. */
  readonly records: number;
  /** Records that could not be read when it was imported: each is a vulnerability that may be missed. */
  readonly broken: number;
  /** `sha256:…` of the imported archive. */
  readonly digest: string;
  /** ISO 8601: `modified` of the newest record. */
  readonly builtAt: string;
}

/** An imported database, opened for reading. */
export interface Database {
  /** Sorted by name. */
  readonly ecosystems: readonly EcosystemData[];
  /** What affects this version. Names of PyPI are normalised by PEP 503. A version that does not parse affects nothing: see `isVersion`. */
  affecting(ecosystem: string, name: string, version: string): readonly Advisory[];
  /** Is there any record of the package? */
  knows(ecosystem: string, name: string): boolean;
  signals(cve: string): Signals | undefined;
  close(): void;
}
