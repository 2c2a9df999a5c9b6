import type { Severity } from '@railgate/contract';

/** A CVSS base score, and the vector that it was computed from. */
export interface Score {
  /** `3.0`, `3.1`, `4.0`. */
  readonly version: string;
  readonly vector: string;
  /** 0 to 10. */
  readonly score: number;
}

/** What is said of one vulnerability in one package. */
export interface Advisory {
  /** The record's own id: `GHSA-…`, `PYSEC-…`, `MAL-…`. */
  readonly id: string;
  /** Other names of the very same vulnerability. */
  readonly aliases: readonly string[];
  /** One line. */
  readonly summary: string;
  /** Markdown; empty where the record has none. */
  readonly details: string;
  /** ISO 8601. */
  readonly published?: string;
  readonly modified: string;
  /** The package itself is the attack (`MAL-…`, or its database says so): always critical. */
  readonly malicious: boolean;
  /** Highest first. */
  readonly scores: readonly Score[];
  /** By the highest score, else by the word of its database; none where neither is there. */
  readonly severity?: Severity;
  /** Where `severity` comes from: `CVSS 3.1`, `GHSA`. */
  readonly severitySource?: string;
  /** Numbers, without `CWE-`. */
  readonly cwes: readonly number[];
  readonly references: readonly string[];
  /** Versions, lowest first, in which it is fixed, as the ranges that hold the asked version say. */
  readonly fixed: readonly string[];
}

/** What else is known of a CVE. */
export interface Signals {
  /** Date of CISA's catalogue of known exploited vulnerabilities, where it is listed. */
  readonly kev?: string;
  /** Exploit Prediction Scoring System: probability of exploitation within 30 days, 0 to 1. */
  readonly epss?: number;
}
