import { compareText } from '@railgate/contract';

import type { Report } from '../engine.js';
import { provesEcosystem } from '../canary.js';
import { parseReport, unreadable, type Json } from '../json-report.js';
import type { Sheet } from '../python-sheets.js';
import type { SheetReport } from '../sheet-answer.js';

/**
 * What pip-audit says of one sheet (`-f json`).
 *
 * @throws {GateError} `REPORT_UNREADABLE`
 */
export function readReport(stdout: string, sheet: Sheet): SheetReport {
  const dependencies = parseReport('pip-audit', stdout).at('dependencies');
  if (!dependencies.isList()) throw unreadable('pip-audit', 'it has another form');
  const missing = new Set(sheet.packages.keys());
  const reports: Report[] = [];
  let canary = false;
  for (const entry of dependencies.items()) {
    const name = entry.at('name').text();
    if (!entry.at('vulns').isList()) continue;
    missing.delete(name);
    const asked = sheet.packages.get(name);
    const version = asked?.version ?? (name === sheet.canary.name ? sheet.canary.version : '');
    for (const vulnerability of entry.at('vulns').items()) {
      const report = reportOf(name, version, vulnerability);
      canary ||= name === sheet.canary.name && provesEcosystem('PyPI', report);
      if (asked) reports.push(report);
    }
  }
  return { reports, canary, missing: [...missing] };
}

function reportOf(name: string, version: string, vulnerability: Json): Report {
  const id = vulnerability.at('id').text();
  if (id === '') throw unreadable('pip-audit', 'a vulnerability has no id');
  const description = vulnerability.at('description').text();
  const fixed = vulnerability.at('fix_versions').texts();
  return {
    engine: 'pip-audit',
    ecosystem: 'PyPI',
    name,
    version,
    ids: [id, ...vulnerability.at('aliases').texts().sort(compareText)],
    title: description.split('. ', 1)[0] ?? '',
    ...(description !== '' && { details: description }),
    ...(fixed.length > 0 && { fixed }),
  };
}
