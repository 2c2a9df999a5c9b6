import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runTool, type Tool } from '@railgate/kit';

import type { EngineAnswer, EngineInput, Report } from '../engine.js';
import { Json, unreadable } from '../json-report.js';
import type { Sheet } from '../python-sheets.js';
import { withScratch } from '../scratch.js';
import { askSheets, type SheetReport } from '../sheet-answer.js';
import { judgeVersion, runIn, wrappedTool } from '../wrapped-tool.js';
import { EXIT_CODES, reportOf } from './judge.js';
import { SERVERS, homeIn } from './start-up.js';

/** The key of the user's own account. */
export const KEY = 'SAFETY_API_KEY';

/** With the key, and with the servers that the user's own environment names, as at a company with a mirror. */
const TOOL: Tool = wrappedTool('safety', EXIT_CODES, [KEY, ...SERVERS]);

/** `safety scan` with the user's key: the vendor's own advisories. */
export function scanWithKey(input: EngineInput): Promise<EngineAnswer> {
  return withScratch(input.workspace.root, ({ folder, write }) => {
    const options = runIn(folder, input, homeIn(folder));
    return askSheets(
      {
        name: 'safety',
        async ask(sheet, number) {
          write(`${number}/requirements.txt`, sheet.text);
          const args = ['--disable-optional-telemetry', 'scan', '--target', `${number}`, '--output', 'json'];
          const report = reportOf(await runTool(TOOL, args, options), 'scan_results', true);
          return readReport(report, sheet, fetchedDatabase(folder));
        },
      },
      input,
    );
  });
}

/** What the vendor answered, as the tool leaves it in its home: the report names nothing but ids of the vendor. */
function fetchedDatabase(home: string): Json {
  try {
    const cache = new Json(JSON.parse(readFileSync(join(home, '.safety/200/cache.json'), 'utf8')));
    return cache.at('insecure_full.json').at('db').at('vulnerable_packages');
  } catch {
    return new Json(undefined);
  }
}

function readReport(report: Json, sheet: Sheet, database: Json): SheetReport {
  const projects = report.at('scan_results').at('projects');
  if (!projects.isList()) throw unreadable('safety', 'it has another form');
  const dependencies = projects
    .items()
    .flatMap((project) => project.at('files').items())
    .flatMap((file) => file.at('results').at('dependencies').items());
  const reports = dependencies.flatMap((dependency) => {
    const name = dependency.at('name').text();
    const version = sheet.packages.get(name)?.version ?? sheet.canary.version;
    return vulnerabilitiesOf(dependency).map((one) => vulnerabilityOf(name, version, one, database.at(name)));
  });
  const seen = new Set(dependencies.map((dependency) => dependency.at('name').text()));
  return {
    reports: reports.filter(({ name }) => sheet.packages.has(name)),
    // The vendor has ids of its own, so any word on that version will do.
    canary: reports.some(({ name }) => name === sheet.canary.name),
    missing: [...sheet.packages.keys()].filter((name) => !seen.has(name)),
    version: judgeVersion(TOOL, report.at('meta').at('telemetry').at('safety_version').text(), false),
  };
}

/** Also those that a policy of the account ignores: what is waived here is said here. */
function vulnerabilitiesOf(dependency: Json): Json[] {
  return dependency
    .at('specifications')
    .items()
    .flatMap((one) => one.at('vulnerabilities').at('known_vulnerabilities').items());
}

function vulnerabilityOf(name: string, version: string, vulnerability: Json, entries: Json): Report {
  const id = vulnerability.at('id').text();
  if (id === '') throw unreadable('safety', 'a vulnerability has no id');
  const entry = entries.items().find((one) => idsOf(one, 'pyup').includes(id));
  const advisory = entry?.at('advisory').text() ?? '';
  const range = vulnerability.at('vulnerable_spec').text();
  return {
    engine: 'safety',
    ecosystem: 'PyPI',
    name,
    version,
    ids: [/^\d+$/.test(id) ? `SAFETY-${id}` : id, ...(entry ? idsOf(entry, 'cve') : [])],
    title: advisory.split('. ', 1)[0] ?? '',
    ...(advisory !== '' && { details: advisory }),
    ...(range !== '' && { range }),
  };
}

function idsOf(entry: Json, type: string): string[] {
  return entry
    .at('ids')
    .items()
    .filter((one) => one.at('type').text() === type)
    .map((one) => one.at('id').text());
}
