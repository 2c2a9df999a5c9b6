import type { Advisory, Database } from '@railgate/advisories';
import { runTool, type Tool } from '@railgate/kit';

import { askedPackages } from '../asked.js';
import { CANARIES, provesEcosystem } from '../canary.js';
import type { EngineAnswer, EngineInput, Report } from '../engine.js';
import { unreadable, type Json } from '../json-report.js';
import { loopbackOnly, withLoopback } from '../loopback.js';
import type { Sheet } from '../python-sheets.js';
import { withScratch } from '../scratch.js';
import { askSheets, type SheetReport } from '../sheet-answer.js';
import { judgeVersion, runIn, wrappedTool } from '../wrapped-tool.js';
import { compileDatabase } from './compile-database.js';
import { EXIT_CODES, reportOf } from './judge.js';
import { homeIn, serversAt, startUpProbe } from './start-up.js';

/** No credential: nobody is asked. */
const TOOL: Tool = wrappedTool('safety', EXIT_CODES);

/**
 * `safety check` on a database that is compiled from ours. It asks servers at every start, which this process is: so it
 * needs no account, and nothing leaves the machine.
 */
export function checkLocally(input: EngineInput, database: Database): Promise<EngineAnswer> {
  return withLoopback(startUpProbe, ({ url }) =>
    withScratch(input.workspace.root, ({ folder, write }) => {
      const names = askedPackages(input.dependencies, 'PyPI').map(({ name }) => name);
      const canaries = (CANARIES.get('PyPI') ?? []).map(({ name }) => name);
      const { files, advisories } = compileDatabase(database, new Set([...names, ...canaries]));
      for (const [name, text] of files) write(`database/${name}`, text);
      const env = { ...serversAt(url), ...loopbackOnly(url), ...homeIn(folder) };
      const options = runIn(folder, input, env);
      return askSheets(
        {
          name: 'safety',
          database,
          async ask(sheet, number) {
            const file = write(`requirements-${number}.txt`, sheet.text);
            const answer = await runTool(TOOL, argumentsFor(file), options);
            return readReport(reportOf(answer, 'report_meta', false), sheet, advisories);
          },
        },
        input,
      );
    }),
  );
}

function argumentsFor(file: string): string[] {
  return ['--disable-optional-telemetry', 'check', '--file', file, '--db', 'database', '--output', 'json'];
}

function readReport(report: Json, sheet: Sheet, advisories: ReadonlyMap<string, Advisory>): SheetReport {
  if (!report.at('vulnerabilities').isList()) throw unreadable('safety', 'it has another form');
  const scanned = new Set(
    report
      .at('scanned_packages')
      .entries()
      .map(([name]) => name),
  );
  const all = report.at('vulnerabilities').items();
  const reports = [...all, ...report.at('ignored_vulnerabilities').items()].map((one) => {
    const name = one.at('package_name').text();
    const version = sheet.packages.get(name)?.version ?? sheet.canary.version;
    return vulnerabilityOf(name, version, one.at('vulnerability_id').text(), advisories);
  });
  return {
    reports: reports.filter(({ name }) => sheet.packages.has(name)),
    canary: reports.some((one) => provesEcosystem('PyPI', one)),
    missing: [...sheet.packages.keys()].filter((name) => !scanned.has(name)),
    version: judgeVersion(TOOL, report.at('report_meta').at('safety_version').text(), true),
  };
}

/** It knows no more of a vulnerability than what its database was made from. */
function vulnerabilityOf(
  name: string,
  version: string,
  id: string,
  advisories: ReadonlyMap<string, Advisory>,
): Report {
  const advisory = advisories.get(id);
  if (!advisory) throw unreadable('safety', `it names ${id || 'no id'}, which its database does not hold`);
  const { aliases, summary, details, malicious } = advisory;
  return {
    engine: 'safety',
    ecosystem: 'PyPI',
    name,
    version,
    ids: [id, ...aliases],
    title: summary,
    ...(details !== '' && { details }),
    ...(malicious && { malicious }),
  };
}
