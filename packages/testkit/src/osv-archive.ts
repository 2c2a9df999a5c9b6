import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { makeZip } from './zip.js';

export interface OsvEvent {
  readonly introduced?: string;
  readonly fixed?: string;
  readonly last_affected?: string;
  readonly limit?: string;
}

export interface OsvAffected {
  readonly package: { readonly ecosystem: string; readonly name: string; readonly purl?: string };
  readonly ranges?: readonly {
    readonly type: 'SEMVER' | 'ECOSYSTEM' | 'GIT';
    readonly repo?: string;
    readonly events: readonly OsvEvent[];
  }[];
  readonly versions?: readonly string[];
}

/** A record as osv.dev publishes it (ossf.github.io/osv-schema), the parts that tests use. */
export interface OsvRecord {
  readonly schema_version?: string;
  readonly id: string;
  readonly modified: string;
  readonly published?: string;
  readonly withdrawn?: string;
  readonly aliases?: readonly string[];
  readonly related?: readonly string[];
  readonly upstream?: readonly string[];
  readonly summary?: string;
  readonly details?: string;
  readonly severity?: readonly { readonly type: string; readonly score: string }[];
  readonly affected: readonly OsvAffected[];
  readonly references?: readonly { readonly type: string; readonly url: string }[];
  readonly database_specific?: Readonly<Record<string, unknown>>;
}

/**
 * The bytes of an `all.zip` with these records; a string is the text of a file as it stands, for records that are broken.
 *
 * @param stored uncompressed, which gives the same bytes with every version of zlib
 */
export function osvArchive(records: readonly (OsvRecord | string)[], stored = false): Buffer {
  return makeZip(
    records.map((record, i) =>
      typeof record === 'string'
        ? { name: `broken-${i}.json`, content: record, stored }
        : { name: `${record.id}.json`, content: JSON.stringify(record), stored },
    ),
  );
}

/** Writes osv.dev's layout, `FOLDER/<ecosystem>/all.zip`, for `railgate db import FOLDER`. */
export async function writeOsvFolder(
  folder: string,
  records: Readonly<Record<string, readonly (OsvRecord | string)[]>>,
): Promise<void> {
  for (const [ecosystem, list] of Object.entries(records)) {
    await mkdir(join(folder, ecosystem), { recursive: true });
    await writeFile(join(folder, ecosystem, 'all.zip'), osvArchive(list));
  }
}

/** CISA's catalogue of known exploited vulnerabilities, in its schema. */
export function kevCatalogue(cves: readonly string[], released = '2026-11-20T15:00:00.000Z'): string {
  return JSON.stringify({
    title: 'CISA Catalog of Known Exploited Vulnerabilities',
    catalogVersion: released.slice(0, 10).replaceAll('-', '.'),
    dateReleased: released,
    count: cves.length,
    vulnerabilities: cves.map((cveID) => ({
      cveID,
      vendorProject: 'Sample',
      product: 'Sample',
      vulnerabilityName: 'Sample',
      dateAdded: '2026-01-05',
      shortDescription: 'Sample.',
      requiredAction: 'Apply the update.',
      dueDate: '2026-01-26',
      knownRansomwareCampaignUse: 'Unknown',
      notes: '',
      cwes: [],
    })),
  });
}

/** FIRST's file of EPSS scores, gzipped as published. */
export function epssScores(scores: Readonly<Record<string, number>>, date = '2026-11-21'): Buffer {
  const lines = Object.entries(scores).map(([cve, score]) => `${cve},${score.toFixed(5)},0.50000`);
  return gzipSync(
    `#model_version:v2025.03.14,score_date:${date}T12:55:00Z\ncve,epss,percentile\n${lines.join('\n')}\n`,
  );
}
