import type { Advisory } from '../advisory.js';

/** An advisory as the database keeps it, once for all packages. */
export type StoredAdvisory = Omit<Advisory, 'fixed'>;

/** How bad it is. */
export type Rating = Pick<Advisory, 'scores' | 'severity' | 'severitySource'>;

/** Where a slice of the file lies, and the CRC-32 of its bytes. */
export type Slice = readonly [offset: number, length: number, crc: number];

/** From `introduced` (`0`: before all) to before `fixed` or up to `lastAffected`; with neither, without an end. */
export type StoredInterval = readonly [introduced: string, fixed?: string | null, lastAffected?: string];

/** A version is in one of the intervals and below one of the limits, where there are any. */
export interface StoredRange {
  readonly in: readonly StoredInterval[];
  readonly limits?: readonly string[];
}

/** What an advisory says of one package. Short names: it stands there hundreds of thousands of times. */
export interface StoredAffected {
  readonly id: string;
  readonly at: Slice;
  readonly ranges?: readonly StoredRange[];
  /** Affected versions that no range holds: canonical, where the ecosystem's versions are understood. */
  readonly versions?: readonly string[];
  /** A range that cannot be read, and no versions that would stand for it. */
  readonly unclear?: true;
  /** Where it is another one than the advisory's. */
  readonly rating?: Rating;
}

/** All that is said of one package. The name proves that it is the one that was looked for. */
export type StoredPackage = readonly [name: string, affected: readonly StoredAffected[]];
