import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import { isObject } from '@railgate/contract';

import type { SignalData } from '../database.js';
import { fieldsOf, listOf, textOf } from '../records/json.js';
import { signalsFile } from '../store/layout.js';
import { cveKey, writeSignals } from '../store/signals-file.js';
import type { Origin } from '../store/description.js';
import { ArchiveError } from './archive-error.js';

/** EPSS has 300,000 lines in 12 MB. */
const LIMIT = 256 * 1024 * 1024;
const DAY = 86_400_000;
const GZIP = Buffer.from([0x1f, 0x8b]);

interface Parsed {
  readonly builtAt: string;
  /** By the number of the CVE. */
  readonly signals: ReadonlyMap<number, number>;
}

/**
 * Imports CISA's catalogue of known exploited vulnerabilities or FIRST's file of EPSS scores, packed or not.
 *
 * @throws {ArchiveError} when it is something else; the old data stays
 */
export function importSignals(
  path: string,
  name: SignalData['name'],
  folder: string,
  origin?: Origin,
): SignalData {
  if (statSync(path).size > LIMIT) throw new ArchiveError('it is too large', 'Get it again.');
  const bytes = readFileSync(path);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const text = unpack(bytes).toString();
  const { builtAt, signals } = name === 'KEV' ? parseKev(text) : parseEpss(text);
  mkdirSync(folder, { recursive: true });
  const description = { name, digest, builtAt, ...(origin && { origin }) };
  writeSignals(signalsFile(folder, name), signals, description);
  return { name, digest, builtAt, entries: signals.size };
}

function unpack(bytes: Buffer): Buffer {
  if (!bytes.subarray(0, GZIP.length).equals(GZIP)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: LIMIT });
  } catch (error) {
    throw new ArchiveError('it is packed with gzip, and cut off or damaged', 'Get it again.', {
      cause: error,
    });
  }
}

const KEV_REMEDY = 'Get `known_exploited_vulnerabilities.json` as CISA publishes it.';

/** Days since 1970 for each CVE: when it was added (schema of the catalogue: `dateAdded`). */
export function parseKev(text: string): Parsed {
  const catalogue = parseJson(text);
  const released = Date.parse(textOf(catalogue['dateReleased']));
  const listed = listOf(catalogue['vulnerabilities']).map(fieldsOf);
  if (Number.isNaN(released)) throw new ArchiveError('it does not say when it was released', KEV_REMEDY);
  const signals = new Map<number, number>();
  for (const entry of listed) {
    const key = cveKey(textOf(entry['cveID']));
    const added = Date.parse(textOf(entry['dateAdded']));
    if (key === undefined || Number.isNaN(added))
      throw new ArchiveError('an entry of it has no CVE or no date', KEV_REMEDY);
    signals.set(key, added / DAY);
  }
  if (signals.size === 0) throw new ArchiveError('it lists no vulnerability', KEV_REMEDY);
  const { count } = catalogue;
  if (typeof count === 'number' && count !== listed.length)
    throw new ArchiveError(
      `it says that it lists ${count} vulnerabilities, and holds ${listed.length}`,
      KEV_REMEDY,
    );
  return { builtAt: new Date(released).toISOString(), signals };
}

function parseJson(text: string): ReturnType<typeof fieldsOf> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return parsed;
  } catch {
    // Told below.
  }
  throw new ArchiveError('it is no JSON object', KEV_REMEDY);
}

const EPSS_REMEDY = 'Get `epss_scores-YYYY-MM-DD.csv.gz` as FIRST publishes it.';
const HEADER = 'cve,epss,percentile';

/** Probabilities for each CVE: a line of comment that says the date, a header, then a line for each. */
export function parseEpss(text: string): Parsed {
  const lines = text.split('\n').map((line) => line.trimEnd());
  const date = Date.parse(/^#.{0,200}?score_date:([^,\s]{1,40})/.exec(lines[0] ?? '')?.[1] ?? '');
  if (Number.isNaN(date))
    throw new ArchiveError('its first line does not say the date of the scores', EPSS_REMEDY);
  if (lines[1] !== HEADER) throw new ArchiveError(`its second line is not \`${HEADER}\``, EPSS_REMEDY);
  const signals = new Map<number, number>();
  for (const [i, line] of lines.slice(2).entries()) {
    if (line === '') continue;
    const [cve = '', score = ''] = line.split(',');
    const key = cveKey(cve);
    const probability = Number(score);
    if (key === undefined || score === '' || !(probability >= 0 && probability <= 1))
      throw new ArchiveError(`its line ${i + 3} holds no CVE with a probability`, EPSS_REMEDY);
    signals.set(key, probability);
  }
  if (signals.size === 0) throw new ArchiveError('it holds no scores', EPSS_REMEDY);
  return { builtAt: new Date(date).toISOString(), signals };
}
