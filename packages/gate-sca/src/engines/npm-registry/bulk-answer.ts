import { cleanText, GateError, type Severity } from '@railgate/contract';
import { hostOf } from '@railgate/kit';
import { satisfies, validRange } from 'semver';

import type { Report } from '../engine.js';
import { Json } from '../json-report.js';
import { fixedOf, oneLine } from './range.js';
import type { Versions } from './questions.js';

/** What a registry said, in our terms. */
export interface BulkAnswer {
  readonly reports: readonly Report[];
  /** Names with an advisory whose range cannot be read. */
  readonly unclear: readonly string[];
}

/**
 * Reads the answer of npm's bulk advisory endpoint: `{ name: [{ id, url, title, severity, vulnerable_versions, cwe, cvss }] }`.
 * Which of the asked versions an advisory speaks of is decided as npm does (`@npmcli/metavuln-calculator`).
 *
 * @throws {GateError} `REPORT_UNREADABLE`
 */
export function readBulkAnswer(registry: string, answer: unknown, asked: Versions): BulkAnswer {
  const names = new Json(answer);
  const reports: Report[] = [];
  const unclear: string[] = [];
  for (const [name, advisories] of names.entries()) {
    const versions = asked.get(name);
    if (!versions) continue;
    if (!advisories.isList()) throw unreadable(registry, name);
    for (const advisory of advisories.items()) {
      const range = advisory.at('vulnerable_versions').text() || '*';
      if (validRange(range, LIKE_NPM) === null) unclear.push(name);
      for (const version of versions)
        if (satisfies(version, range, LIKE_NPM)) reports.push(reportOf(name, version, range, advisory));
    }
  }
  return { reports, unclear };
}

const LIKE_NPM = { includePrerelease: true, loose: true };

function unreadable(registry: string, name: string): GateError {
  return new GateError(
    'REPORT_UNREADABLE',
    `What ${hostOf(registry)} says of ${cleanText(name.slice(0, 100))} is no list of advisories.`,
  );
}

const SEVERITIES: ReadonlyMap<string, Severity> = new Map([
  ['critical', 'critical'],
  ['high', 'high'],
  ['moderate', 'medium'],
  ['low', 'low'],
  ['info', 'info'],
]);

/** The GitHub Advisory Database marks packages that were made to attack so. */
const MALWARE = 506;

export function reportOf(name: string, version: string, range: string, advisory: Json): Report {
  const severity = SEVERITIES.get(advisory.at('severity').text());
  const score = advisory.at('cvss').at('score').number() ?? 0;
  const vector = advisory.at('cvss').at('vectorString').text();
  const cwes = cwesOf(advisory.at('cwe'));
  const url = advisory.at('url').text();
  const fixed = fixedOf(range, version);
  const title = oneLine(advisory.at('title').text()) || idOf(advisory);
  return {
    engine: 'npm-registry',
    ecosystem: 'npm',
    name,
    version,
    ids: [idOf(advisory)],
    title,
    range: oneLine(range),
    ...(severity && { severity, severitySource: 'npm' }),
    // A score of nought beside no vector means that nobody has rated it.
    ...(vector !== '' && score > 0 && { score, vector }),
    ...(cwes.length > 0 && { cwes }),
    ...(fixed.length > 0 && { fixed }),
    ...(cwes.includes(MALWARE) && /malware|malicious/i.test(title) && { malicious: true }),
    ...(/^https?:\/\//.test(url) && { references: [url] }),
  };
}

const ID = /\b(?:GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}|CVE-\d{4}-\d{4,19}|MAL-\d{4}-\d{1,19})\b/;

/** The public id stands in the address alone; the number is that of npm's own list. */
function idOf(advisory: Json): string {
  const known = ID.exec(advisory.at('url').text())?.[0];
  const id = advisory.at('id').number() ?? advisory.at('source').number();
  return known ?? (id === undefined ? 'NPM-unnamed' : `NPM-${id}`);
}

/** `["CWE-77"]`; older answers of some registries have a text. */
function cwesOf(cwe: Json): number[] {
  const written = cwe.isList() ? cwe.texts() : [cwe.text()];
  const numbers = written.flatMap((text) => Number(/^CWE-(\d{1,5})$/.exec(text)?.[1] ?? 0) || []);
  return [...new Set(numbers)];
}
