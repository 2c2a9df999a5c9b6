import { normaliseName } from '@railgate/advisories';
import { ECOSYSTEMS, type Ecosystem } from '@railgate/dependencies';
import { severityOfScore } from '@railgate/sarif/run';

import type { Report } from '../engine.js';
import { parseReport, unreadable, type Json } from '../json-report.js';

/** A package version that osv-scanner read in a file, and what it says of it. */
export interface SeenPackage {
  /** Relative to the folder that was scanned. */
  readonly file: string;
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly version: string;
  readonly vulnerabilities: readonly Vulnerability[];
}

export type Vulnerability = Pick<
  Report,
  | 'ids'
  | 'title'
  | 'details'
  | 'severity'
  | 'severitySource'
  | 'score'
  | 'vector'
  | 'cwes'
  | 'fixed'
  | 'references'
>;

/**
 * `--format json --all-packages`: also what it finds nothing in is listed, so that it shows what it has read.
 *
 * @param folder absolute, that was scanned
 * @throws {GateError} `REPORT_UNREADABLE`
 */
export function readReport(stdout: string, folder: string): SeenPackage[] {
  const results = parseReport('osv-scanner', stdout).at('results');
  if (!results.isList()) throw unreadable('osv-scanner', 'it has another form');
  return results.items().flatMap((result) => {
    const path = result.at('source').at('path').text();
    const file = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
    return result
      .at('packages')
      .items()
      .flatMap((one) => seenPackage(file, one));
  });
}

/** The same text for the same version of a package, whatever a lockfile or a tool calls it. */
export function packageKey(ecosystem: Ecosystem, name: string, version: string): string {
  const plain = ecosystem === 'Go' ? goVersion(name, version) : version;
  return `${ecosystem}\0${normaliseName(ecosystem, name)}\0${plain}`;
}

/**
 * In Go's own files versions begin with a v, in its advisories they do not. The line `go 1.18` names no patch, and osv-scanner
 * makes 1.18.99 of it: the newest.
 */
function goVersion(name: string, version: string): string {
  const plain = version.replace(/^v/, '');
  return name === 'stdlib' ? plain.replace(/^(\d{1,5}\.\d{1,5})\.99$/, '$1') : plain;
}

/** Nothing for ecosystems that are no subject of this gate, as the commits of git. */
function seenPackage(file: string, entry: Json): SeenPackage[] {
  const {
    ecosystem: written,
    name,
    version,
  } = textsOf(entry.at('package'), ['ecosystem', 'name', 'version']);
  const ecosystem = ECOSYSTEMS.find((one) => one === written);
  if (!ecosystem) return [];
  const scores = entry
    .at('groups')
    .items()
    .map((group) => ({
      ids: group.at('ids').texts(),
      score: Number(group.at('max_severity').text() || Number.NaN),
    }));
  const vulnerabilities = entry
    .at('vulnerabilities')
    .items()
    .map((record) => {
      const id = record.at('id').text();
      return vulnerabilityOf(record, id, name, scores.find(({ ids }) => ids.includes(id))?.score);
    });
  return [{ file, ecosystem, name, version, vulnerabilities }];
}

function vulnerabilityOf(record: Json, id: string, name: string, score = Number.NaN): Vulnerability {
  if (id === '') throw unreadable('osv-scanner', 'a vulnerability has no id');
  const details = record.at('details').text();
  const [vector] = record
    .at('severity')
    .items()
    .map((one) => one.at('score').text());
  const cwes = record.at('database_specific').at('cwe_ids').texts().flatMap(cweNumber);
  const fixed = fixesOf(record, name);
  const references = record
    .at('references')
    .items()
    .flatMap((one) => one.at('url').text() || []);
  return {
    ids: [id, ...record.at('aliases').texts()],
    title: record.at('summary').text() || (details.split('\n', 1)[0] ?? ''),
    ...(details !== '' && { details }),
    ...(!Number.isNaN(score) && { score, severity: severityOfScore(score), severitySource: 'CVSS' }),
    ...(vector !== undefined && { vector }),
    ...(cwes.length > 0 && { cwes }),
    ...(fixed.length > 0 && { fixed }),
    ...(references.length > 0 && { references }),
  };
}

function fixesOf(record: Json, name: string): string[] {
  const fixes = record
    .at('affected')
    .items()
    .filter((one) => one.at('package').at('name').text().toLowerCase() === name.toLowerCase())
    .flatMap((one) => one.at('ranges').items())
    .filter((range) => range.at('type').text() !== 'GIT')
    .flatMap((range) => range.at('events').items())
    .flatMap((event) => event.at('fixed').text() || []);
  return [...new Set(fixes)];
}

function cweNumber(text: string): number[] {
  const digits = /^CWE-(\d{1,6})$/.exec(text)?.[1];
  return digits === undefined ? [] : [Number(digits)];
}

function textsOf<Key extends string>(json: Json, keys: readonly Key[]): Record<Key, string> {
  return Object.fromEntries(keys.map((key) => [key, json.at(key).text()])) as Record<Key, string>;
}
