import { GateError } from '@railgate/contract';
import { runTool, type Tool, type ToolAnswer } from '@railgate/kit';

import { OUT_OF_ORDER } from '../canary.js';
import type { Engine, EngineAnswer, EngineInput } from '../engine.js';
import { expectService } from '../expect-service.js';
import { withLocalData } from '../local-data.js';
import { loopbackOnly, withLoopback } from '../loopback.js';
import { withScratch } from '../scratch.js';
import { askSheets, type SheetTool } from '../sheet-answer.js';
import { isUnreachable, lastWords } from '../tool-said.js';
import { askVersion, runIn, wrappedTool } from '../wrapped-tool.js';
import { QUERY_PATH, osvEndpoint } from './osv-endpoint.js';
import { readReport } from './read-report.js';

/** 1 is both: something was found, and any failure. The report judges. */
const FOUND = 1;

const TOOL: Tool = wrappedTool('pip-audit', [0, FOUND]);

/** Seconds for each of its questions. */
const QUESTION_TIMEOUT = '15';

/**
 * pip-audit (PyPA), asked for what is locked: nothing is resolved or installed. Its own client asks OSV, which is this
 * process where the local database is fresh, and the service otherwise.
 */
export const engine: Engine = {
  name: 'pip-audit',
  ecosystems: ['PyPI'],
  online: false,
  ask: (input) =>
    withLocalData(input, ['PyPI'], ({ database, problems }) => {
      const problem = problems.get('PyPI');
      if (database && !problem) {
        return withLoopback(osvEndpoint(database), ({ url }) =>
          askWith(input, { url, env: loopbackOnly(url), database }),
        );
      }
      if (input.offline && problem) throw problem;
      return askOnline(input);
    }),
};

async function askOnline(input: EngineInput): Promise<EngineAnswer> {
  const url = input.options.osvService;
  await expectService('pip-audit', `${url}${QUERY_PATH}`, input.signal);
  return askWith(input, { url, env: {} });
}

/** Where its client sends its questions. */
interface Service extends Pick<SheetTool, 'database'> {
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;
}

function askWith(input: EngineInput, { url, env, database }: Service): Promise<EngineAnswer> {
  return withScratch(input.workspace.root, ({ folder, write }) => {
    const options = runIn(folder, input, env);
    const tool: SheetTool = {
      name: 'pip-audit',
      ...(database && { database }),
      version: () => askVersion(TOOL, options, database !== undefined),
      async ask(sheet, number) {
        const file = write(`requirements-${number}.txt`, sheet.text);
        const answer = await runTool(TOOL, argumentsFor(file, `${url}${QUERY_PATH}`, folder), options);
        return readReport(reportOf(answer, database ? undefined : url), sheet);
      },
    };
    return askSheets(tool, input);
  });
}

function argumentsFor(sheet: string, url: string, folder: string): string[] {
  return [
    '--requirement', sheet, '--no-deps', '--disable-pip',
    '--vulnerability-service', 'osv', '--osv-url', url, '--timeout', QUESTION_TIMEOUT,
    '--format', 'json', '--desc', 'on', '--aliases', 'on', '--progress-spinner', 'off', '--cache-dir', folder,
  ]; // prettier-ignore
}

/**
 * @param service that it was to ask beyond this machine
 * @throws {GateError} where exit code and report do not agree: it has found at least the known-bad package.
 */
function reportOf({ exitCode, stdout, stderr }: ToolAnswer, service: string | undefined): string {
  if (stdout.includes('{') && exitCode === FOUND) return stdout;
  if (exitCode !== FOUND) {
    throw new GateError(
      'CANARY_MISSED',
      'pip-audit found nothing at all, not even in the known-bad package that it was given.',
      { remedy: OUT_OF_ORDER },
    );
  }
  if (service !== undefined) {
    const what = isUnreachable(stderr) ? 'could not reach' : 'got no answer that it understands from';
    throw new GateError('NEED_UNMET', `pip-audit ${what} ${service}. ${lastWords(stderr)}`, {
      remedy: 'Check the network and the proxy, or import a database: `railgate db import DIR`.',
    });
  }
  throw new GateError('TOOL_CRASHED', `pip-audit gave no report. ${lastWords(stderr)}`);
}
