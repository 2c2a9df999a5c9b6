import { cleanText, GateError } from '@railgate/contract';
import { hostOf } from '@railgate/kit';
import { satisfies, validRange } from 'semver';

import type { Report } from '../engine.js';
import { Json } from '../json-report.js';
import { LIKE_NPM, npmReport } from '../npm-advisory.js';
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
        if (satisfies(version, range, LIKE_NPM))
          reports.push(npmReport('npm-registry', { name, version, range, advisory }));
    }
  }
  return { reports, unclear };
}

function unreadable(registry: string, name: string): GateError {
  return new GateError(
    'REPORT_UNREADABLE',
    `What ${hostOf(registry)} says of ${cleanText(name.slice(0, 100))} is no list of advisories.`,
  );
}
