import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { boltFile, type BoltBucket } from './bolt.js';

export type TrivySeverity = 'UNKNOWN' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';

/** What a source says of one vulnerability in one package. */
export interface TrivyAdvisory {
  /** Versions with the repair; of a distribution's package one at most. */
  readonly fixed?: readonly string[];
  /** Ranges, `>= 1.0.0, < 1.2.6`: for packages of languages. */
  readonly vulnerable?: readonly string[];
  /** Where a distribution has no repair. */
  readonly status?: (typeof STATUSES)[number];
  /** Of this package alone, as Debian rates it. */
  readonly severity?: TrivySeverity;
  /** `DSA-5532-1`, `GHSA-…`. */
  readonly vendorIds?: readonly string[];
}

export interface TrivyVulnerability {
  readonly title: string;
  readonly description: string;
  /** By who rated it: `nvd`, `ghsa`, `debian`. */
  readonly severity: Readonly<Record<string, TrivySeverity>>;
  readonly cvss?: Readonly<Record<string, { readonly V3Vector: string; readonly V3Score: number }>>;
  readonly cwes?: readonly string[];
  readonly references?: readonly string[];
  /** RFC 3339 */
  readonly published?: string;
}

export interface TrivyRecords {
  /** By source (`alpine 3.18`, `npm::GitHub Security Advisory npm`), package and vulnerability. */
  readonly advisories: Readonly<Record<string, Readonly<Record<string, PackageAdvisories>>>>;
  readonly vulnerabilities: Readonly<Record<string, TrivyVulnerability>>;
}

export type PackageAdvisories = Readonly<Record<string, TrivyAdvisory>>;

export interface TrivyDatabaseOptions {
  /** When the database was made; an hour ago where it is left out. */
  readonly updatedAt?: Date;
  /** Of the schema. */
  readonly version?: number;
}

/** https://github.com/aquasecurity/trivy-db/blob/main/pkg/db/db.go */
const SCHEMA = 2;
const HOUR = 3_600_000;
/** https://github.com/aquasecurity/trivy-db/blob/main/pkg/types/status.go, in its order: the database holds the numbers. */
const STATUSES = [
  'unknown',
  'not_affected',
  'affected',
  'fixed',
  'under_investigation',
  'will_not_fix',
  'fix_deferred',
  'end_of_life',
] as const;
const SEVERITIES: readonly TrivySeverity[] = ['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];

/** Writes `db/trivy.db` and `db/metadata.json`: Trivy's cache folder, as the official database is unpacked into it. */
export async function trivyDatabase(
  folder: string,
  records: TrivyRecords,
  options: TrivyDatabaseOptions = {},
): Promise<void> {
  await mkdir(join(folder, 'db'), { recursive: true });
  await writeFile(join(folder, 'db/trivy.db'), trivyDatabaseFile(records));
  await writeFile(join(folder, 'db/metadata.json'), trivyMetadata(options));
}

/** The bytes of `trivy.db`, the same for the same records. */
export function trivyDatabaseFile({ advisories, vulnerabilities }: TrivyRecords): Buffer {
  const sources = mapValues(advisories, (packages) =>
    mapValues(packages, (list) => mapValues(list, (advisory) => JSON.stringify(stored(advisory)))),
  );
  const root = new Map<string, BoltBucket>(sources);
  root.set('data-source', new Map(Object.keys(advisories).map((name) => [name, dataSource(name)])));
  root.set(
    'vulnerability',
    mapValues(vulnerabilities, (value) => JSON.stringify(storedDetails(value))),
  );
  return boltFile(root);
}

/** The text of `metadata.json`. */
export function trivyMetadata({
  updatedAt = new Date(Date.now() - HOUR),
  version = SCHEMA,
}: TrivyDatabaseOptions = {}): string {
  return JSON.stringify({
    Version: version,
    NextUpdate: new Date(updatedAt.getTime() + 24 * HOUR).toISOString(),
    UpdatedAt: updatedAt.toISOString(),
    DownloadedAt: new Date(updatedAt.getTime() + HOUR / 2).toISOString(),
  });
}

/** https://github.com/aquasecurity/trivy-db/blob/main/pkg/types/types.go (Advisory) */
function stored({ fixed, vulnerable, status, severity, vendorIds }: TrivyAdvisory): object {
  return {
    ...(vendorIds === undefined ? {} : { VendorIDs: vendorIds }),
    ...(severity === undefined ? {} : { Severity: SEVERITIES.indexOf(severity) }),
    ...(status === undefined ? {} : { Status: STATUSES.indexOf(status) }),
    ...(vulnerable === undefined
      ? { FixedVersion: fixed?.[0] }
      : { VulnerableVersions: vulnerable, PatchedVersions: fixed }),
  };
}

/** The same file (Vulnerability); `Severity` is what old versions of Trivy read. */
function storedDetails(value: TrivyVulnerability): object {
  const { title, description, severity, cvss, cwes, references, published } = value;
  const numbers = Object.entries(severity).map(([who, name]) => [who, SEVERITIES.indexOf(name)] as const);
  const worst = Math.max(0, ...numbers.map(([, number]) => number));
  return {
    Title: title,
    Description: description,
    Severity: SEVERITIES[worst],
    VendorSeverity: Object.fromEntries(numbers),
    ...(cvss === undefined ? {} : { CVSS: cvss }),
    ...(cwes === undefined ? {} : { CweIDs: cwes }),
    ...(references === undefined ? {} : { References: references }),
    ...(published === undefined ? {} : { PublishedDate: published, LastModifiedDate: published }),
  };
}

/** Who publishes the records of a source. */
function dataSource(bucket: string): string {
  const name = bucket.split('::')[1];
  if (name !== undefined) {
    const ecosystem = name.slice(name.lastIndexOf(' ') + 1).toLowerCase();
    const URL = `https://github.com/advisories?query=type%3Areviewed+ecosystem%3A${ecosystem}`;
    return JSON.stringify({ ID: 'ghsa', Name: name, URL });
  }
  const distribution = bucket.split(' ')[0] ?? bucket;
  return JSON.stringify(DISTRIBUTIONS[distribution] ?? { ID: distribution, Name: distribution });
}

const DISTRIBUTIONS: Readonly<Record<string, object>> = {
  alpine: { ID: 'alpine', Name: 'Alpine Secdb', URL: 'https://secdb.alpinelinux.org/' },
  debian: {
    ID: 'debian',
    Name: 'Debian Security Tracker',
    URL: 'https://salsa.debian.org/security-tracker-team/security-tracker',
  },
  ubuntu: { ID: 'ubuntu', Name: 'Ubuntu CVE Tracker', URL: 'https://git.launchpad.net/ubuntu-cve-tracker' },
};

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Map<string, U> {
  return new Map(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
