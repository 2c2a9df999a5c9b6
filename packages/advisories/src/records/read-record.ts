import { isUtf8 } from 'node:buffer';

import { cleanText, isObject } from '@railgate/contract';

import { normaliseName, type Schemes } from '../versions/schemes.js';
import { readAffected, type AffectedPackage } from './read-affected.js';
import { fieldsOf, listOf, textOf, textsOf, type Fields } from './json.js';
import { scoresOf, severityOfScore, severityOfWord } from './scores.js';
import type { Rating, StoredAdvisory } from './stored.js';

export type ReadRecord =
  /** `packages`: those of the ecosystem that it names all the same; unknown where it cannot be read at all. */
  | { readonly kind: 'broken'; readonly why: string; readonly packages?: readonly string[] }
  /** Taken back by its own database. */
  | { readonly kind: 'withdrawn'; readonly modified: string }
  /** Speaks of packages of these ecosystems, and of none that was asked for. */
  | { readonly kind: 'foreign'; readonly modified: string; readonly ecosystems: readonly string[] }
  | {
      readonly kind: 'usable';
      readonly modified: string;
      readonly advisory: StoredAdvisory;
      readonly affected: readonly AffectedPackage[];
    };

/** What all ids of advisories look like. They become names of rules and files elsewhere. */
const ID = /^[A-Za-z0-9][\w.:-]{0,127}$/;
const MAJOR = '1';

/** Reads one file of an archive as a record of OSV (ossf.github.io/osv-schema), for one ecosystem. */
export function readRecord(bytes: Buffer, ecosystem: string, schemes: Schemes): ReadRecord {
  if (!isUtf8(bytes)) return broken('it is not UTF-8');
  let record: unknown;
  try {
    record = JSON.parse(bytes.toString());
  } catch {
    return broken('it is not JSON');
  }
  if (!isObject(record)) return broken('it is not an object');
  const why = whyBroken(record);
  const read = why === undefined ? judge(record, ecosystem, schemes) : broken(why);
  return read.kind === 'broken' ? { ...read, ...namedBy(record, ecosystem) } : read;
}

/** A broken record that names packages concerns those and no others. */
function namedBy(record: Fields, ecosystem: string): { packages?: readonly string[] } {
  const { affected } = record;
  if (!Array.isArray(affected) || !affected.every(isObject)) return {};
  const named = affected.map((entry) => fieldsOf(fieldsOf(entry)['package']));
  const mine = named.filter((one) => isOf(textOf(one['ecosystem']), ecosystem));
  const names = mine.map((one) => normaliseName(ecosystem, textOf(one['name'])));
  return { packages: [...new Set(names)].filter((name) => name !== '') };
}

/**
 * Behind a colon stands a registry of its own, and osv.dev keeps its packages in the same archive:
 * `Packagist:https://packages.drupal.org/8`. A lockfile does not always say which registry it was.
 */
function isOf(written: string, ecosystem: string): boolean {
  return written === ecosystem || written.startsWith(`${ecosystem}:`);
}

function broken(why: string): ReadRecord {
  return { kind: 'broken', why };
}

function whyBroken(record: Fields): string | undefined {
  if (!ID.test(textOf(record['id']))) return 'it has no id';
  if (Number.isNaN(Date.parse(textOf(record['modified'])))) return 'it has no date of its last change';
  const version = record['schema_version'] ?? '1.0.0';
  if (typeof version !== 'string' || version.split('.')[0] !== MAJOR)
    return `its schema is ${cleanText(String(version)).slice(0, 20)}, which is not known`;
  const affected = record['affected'] ?? [];
  if (!Array.isArray(affected)) return 'what it affects is not a list';
  return affected.every(isObject) ? undefined : 'what it affects is not a list of objects';
}

function judge(record: Fields, ecosystem: string, schemes: Schemes): ReadRecord {
  const modified = new Date(textOf(record['modified'])).toISOString();
  if (record['withdrawn'] !== undefined && record['withdrawn'] !== null)
    return { kind: 'withdrawn', modified };
  const mine: AffectedPackage[] = [];
  const ecosystems: string[] = [];
  for (const entry of listOf(record['affected'])) {
    const named = fieldsOf(fieldsOf(entry)['package']);
    const of = textOf(named['ecosystem']);
    ecosystems.push(of);
    if (!isOf(of, ecosystem)) continue;
    const name = normaliseName(ecosystem, textOf(named['name']));
    if (name === '') return broken('it names no package');
    const affected = readAffected(fieldsOf(entry), schemes);
    if (typeof affected === 'string') return broken(affected);
    const rating = ratingOf(fieldsOf(entry)['severity'], undefined, '');
    mine.push({ name, ...affected, ...(rating.scores.length > 0 && { rating }) });
  }
  if (mine.length === 0) return { kind: 'foreign', modified, ecosystems };
  return { kind: 'usable', modified, advisory: advisoryOf(record, modified), affected: mine };
}

function advisoryOf(record: Fields, modified: string): StoredAdvisory {
  const id = textOf(record['id']);
  const details = textOf(record['details']);
  const published = Date.parse(textOf(record['published']));
  const specific = fieldsOf(record['database_specific']);
  const cwes = cwesOf(record);
  const malicious =
    id.startsWith('MAL-') || 'malicious-packages-origins' in specific || cwes.includes(EMBEDDED);
  const rating = ratingOf(record['severity'], wordOf(record), id);
  return {
    id,
    aliases: [...new Set(textsOf(record['aliases']))].filter((alias) => alias !== id && ID.test(alias)),
    summary: oneLine(textOf(record['summary']) || details),
    details,
    ...(!Number.isNaN(published) && { published: new Date(published).toISOString() }),
    modified,
    malicious,
    ...rating,
    ...(malicious && { severity: 'critical', severitySource: 'malicious package' }),
    cwes,
    references: listOf(record['references'])
      .map((reference) => textOf(fieldsOf(reference)['url']))
      .filter((url) => /^https?:\/\//.test(url)),
  };
}

function ratingOf(severity: unknown, word: unknown, id: string): Rating {
  const scores = scoresOf(severity);
  const [highest] = scores;
  if (highest) {
    return { scores, severity: severityOfScore(highest), severitySource: `CVSS ${highest.version}` };
  }
  const said = severityOfWord(word);
  return { scores, ...(said && { severity: said, severitySource: id.split('-')[0] ?? id }) };
}

/** Where databases put their own word: GitHub beside the record, others beside the package. */
function wordOf(record: Fields): unknown {
  const places = [record, ...listOf(record['affected']).map(fieldsOf)].flatMap((place) => [
    fieldsOf(place['database_specific'])['severity'],
    fieldsOf(place['ecosystem_specific'])['severity'],
  ]);
  return places.find((word) => severityOfWord(word) !== undefined);
}

/** Embedded malicious code: the package was made, or taken over, to attack. */
const EMBEDDED = 506;

/** GitHub lists ids beside the record, the malicious-packages database objects beside the package. */
function cwesOf(record: Fields): number[] {
  const places = [record, ...listOf(record['affected']).map(fieldsOf)];
  const ids = places.flatMap((place) => {
    const specific = fieldsOf(place['database_specific']);
    const objects = listOf(specific['cwes']).map((cwe) => fieldsOf(cwe)['cweId'] ?? cwe);
    return textsOf([...listOf(specific['cwe_ids']), ...objects]);
  });
  const numbers = ids.map((id) => Number(/^CWE-(\d{1,5})$/.exec(id)?.[1] ?? 0));
  return [...new Set(numbers.filter((number) => number > 0))];
}

const LONGEST_LINE = 200;

function oneLine(text: string): string {
  const [line = ''] = text.trim().split(/[\r\n]/, 1);
  return line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 1)}…` : line;
}
