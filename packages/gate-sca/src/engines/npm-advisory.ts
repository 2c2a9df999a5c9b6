import { cleanText, type Severity } from '@railgate/contract';
import { Range, satisfies } from 'semver';

import type { EngineName, Report } from './engine.js';
import type { Json } from './json-report.js';

/** How npm compares versions with the ranges of advisories. */
export const LIKE_NPM = { includePrerelease: true, loose: true };

/** An advisory as the registry gives it, on a version that its range holds. */
export interface NpmFinding {
  readonly name: string;
  readonly version: string;
  readonly range: string;
  /** `{ id or source, url, title, severity, cwe, cvss }` */
  readonly advisory: Json;
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

export function npmReport(engine: EngineName, { name, version, range, advisory }: NpmFinding): Report {
  const severity = SEVERITIES.get(advisory.at('severity').text());
  const score = advisory.at('cvss').at('score').number() ?? 0;
  const vector = advisory.at('cvss').at('vectorString').text();
  const cwes = cwesOf(advisory.at('cwe'));
  const url = advisory.at('url').text();
  const fixed = fixedOf(range, version);
  const title = oneLine(advisory.at('title').text()) || idOf(advisory);
  return {
    engine,
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
/** Of databases that mirrors of other advisories have. */
const OTHER_ID = /\/advisories\/([A-Z][A-Z0-9]{1,9}-[\w-]{1,60})$/;

/** The public id stands in the address alone; the number is that of npm's own list. */
function idOf(advisory: Json): string {
  const url = advisory.at('url').text();
  const known = ID.exec(url)?.[0] ?? OTHER_ID.exec(url)?.[1];
  const id = advisory.at('id').number() ?? advisory.at('source').number();
  return known ?? (id === undefined ? 'NPM-unnamed' : `NPM-${id}`);
}

/** `["CWE-77"]`; older answers of some registries have a text. */
function cwesOf(cwe: Json): number[] {
  const written = cwe.isList() ? cwe.texts() : [cwe.text()];
  const numbers = written.flatMap((text) => Number(/^CWE-(\d{1,5})$/.exec(text)?.[1] ?? 0) || []);
  return [...new Set(numbers)];
}

const LONGEST_RANGE = 2000;
const LONGEST_LINE = 300;

/**
 * The version at which the vulnerable range ends that holds this one: of `>=1.0.0 <1.2.6 || <0.2.4` it is 1.2.6 for 1.2.5.
 * Nothing where the range has no end, or includes it (`<=2.88.2`).
 */
export function fixedOf(range: string, version: string): string[] {
  if (range.length > LONGEST_RANGE) return [];
  try {
    const sets = new Range(range, LIKE_NPM).set;
    const holding = sets.filter((set) =>
      satisfies(version, set.map(({ value }) => value).join(' '), LIKE_NPM),
    );
    const ends = holding.map((set) => set.find(({ operator }) => operator === '<')?.semver);
    return ends.flatMap((end) => (end ? [end.version] : []));
  } catch {
    return [];
  }
}

export function oneLine(text: string): string {
  return cleanText(text.trim().split(/[\r\n]/, 1)[0] ?? '').slice(0, LONGEST_LINE);
}
