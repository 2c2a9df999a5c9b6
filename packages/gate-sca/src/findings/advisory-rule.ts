import { VERSION, compareText, type Rule, type Severity } from '@railgate/contract';
import { advisoryName, advisoryPage, isPage, sortAdvisories } from '@railgate/sarif/run';

import { ENGINE_NAMES, type Report } from '../engines/engine.js';
import { isMalicious } from './reports.js';
import { listed, plainText, sentence } from './plain-text.js';

/** GitHub takes no longer ones. */
const SUMMARY = 1024;
const DESCRIPTION = 1000;
const CWES = 5;
const REFERENCES = 10;
const PACKAGES_SHOWN = 10;
const IDS_SHOWN = 10;

/**
 * The rule of one vulnerability, from everything that was reported of it anywhere in the run.
 *
 * @param id canonical
 * @param reports not empty, in any order
 * @param severity the highest that it has by itself
 */
export function advisoryRule(id: string, reports: readonly Report[], severity: Severity): Rule {
  const ordered = [...reports].sort(byPreference);
  const ids = sortAdvisories(ordered.flatMap((report) => report.ids));
  const malicious = ordered.some(isMalicious);
  const packages = [...new Set(ordered.map(({ name }) => plainText(name, 200)))].sort();
  const summary =
    sentence(firstText(ordered.map(({ title }) => title)), SUMMARY) ||
    `A known vulnerability of ${listed(packages, PACKAGES_SHOWN)}.`;
  return {
    id,
    name: advisoryName(id),
    summary,
    description: sentence(firstText(ordered.map(({ details = '' }) => details)), DESCRIPTION) || summary,
    why: malicious ? MALICIOUS_WHY : whyOf(ids, ordered, packages),
    remediation: malicious ? MALICIOUS_REMEDY : UPGRADE,
    severity,
    precision: 'high',
    cwe: [...new Set(ordered.flatMap(({ cwes = [] }) => cwes))].filter(isCwe).slice(0, CWES),
    tags: [malicious ? 'malicious-package' : 'vulnerability'],
    references: [...new Set(ordered.flatMap(({ references = [] }) => references))]
      .filter(isPage)
      .slice(0, REFERENCES),
    helpUri: advisoryPage(ids, id),
    since: VERSION,
  };
}

const MALICIOUS_WHY =
  'The package was published to attack whoever installs it: its code runs with the rights of the developer, of the build or of the service, and reads what they can read.';
const MALICIOUS_REMEDY =
  'Remove the package from manifest and lockfile. Treat every machine that installed it as taken over: rotate the credentials that it could read, and build it anew.';
const UPGRADE =
  'Upgrade to a fixed version: each finding names the smallest one and the command. Where there is none yet, replace the package, or waive the finding with a reason and an expiry.';

function whyOf(ids: readonly string[], reports: readonly Report[], packages: readonly string[]): string {
  const ranges = [...new Set(reports.flatMap(({ range }) => (range ? plainText(range, 100) : [])))];
  const affected = ranges.length === 0 ? '' : ` Affected: ${listed(ranges, 5)}.`;
  return (
    `It is public under ${listed(ids, IDS_SHOWN)}, and so is how to look for ` +
    `programs that hold ${listed(packages, PACKAGES_SHOWN)}.${affected}`
  );
}

function firstText(texts: readonly string[]): string {
  return texts.find((text) => text.trim() !== '') ?? '';
}

function isCwe(number: number): boolean {
  return Number.isSafeInteger(number) && number > 0;
}

/** By engine, then by what they say: the same order whoever answered first. */
function byPreference(a: Report, b: Report): number {
  return (
    ENGINE_NAMES.indexOf(a.engine) - ENGINE_NAMES.indexOf(b.engine) ||
    compareText(a.ids.join(' '), b.ids.join(' ')) ||
    compareText(a.name, b.name) ||
    compareText(JSON.stringify(a), JSON.stringify(b))
  );
}
