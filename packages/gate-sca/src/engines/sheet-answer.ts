import type { Database } from '@railgate/advisories';
import { GateError } from '@railgate/contract';

import { askedPackages, type AskedPackage } from './asked.js';
import { CANARIES, OUT_OF_ORDER } from './canary.js';
import type { EngineAnswer, EngineInput, Report, Uncovered } from './engine.js';
import { evidenceData } from './evidence-data.js';
import { knownCanaries } from './known-canaries.js';
import { noteOn } from './notes.js';
import { questionsOf } from './osv-service/questions.js';
import { requirementSheets, type Sheet } from './python-sheets.js';
import type { WrappedTool } from './tool-versions.js';
import { withheldGaps } from './withheld.js';
import type { ToolVersion } from './wrapped-tool.js';

/** What a tool says of one sheet. */
export interface SheetReport {
  readonly reports: readonly Report[];
  /** Was the known-bad package reported? */
  readonly canary: boolean;
  /** Names of the sheet that it gives no word on. */
  readonly missing: readonly string[];
  /** Where the report names it. */
  readonly version?: ToolVersion;
}

/** How one of the Python tools is asked. */
export interface SheetTool {
  readonly name: WrappedTool;
  /** Where it finds its advisories on this machine; without it names leave the machine. */
  readonly database?: Database;
  /** For a tool whose report does not name it. */
  version?(): Promise<ToolVersion>;
  ask(sheet: Sheet, number: number): Promise<SheetReport>;
}

/**
 * Asks a tool about all that is locked of PyPI, one sheet after the other.
 *
 * @throws {GateError} `CANARY_MISSED`, and what `tool.ask` throws
 */
export async function askSheets(tool: SheetTool, input: EngineInput): Promise<EngineAnswer> {
  const { name, database } = tool;
  const { asked, uncovered, notes } = database ? allOf(input) : await publicOf(input, name);
  const canaries = database ? knownCanaries(database, 'PyPI') : (CANARIES.get('PyPI') ?? []);
  const { sheets, left } = await requirementSheets(asked, canaries);
  let version: ToolVersion = (await tool.version?.()) ?? { version: 'unknown' };
  const answers: SheetReport[] = [];
  for (const [index, sheet] of sheets.entries()) {
    input.progress(`${name} ${index + 1}/${sheets.length}`);
    const answer = await tool.ask(sheet, index);
    version = answer.version ?? version;
    if (!answer.canary) throw missed(name, version.version, sheet);
    answers.push(answer);
  }
  const missing = answers.flatMap((answer) => [...answer.missing]);
  const said = [
    ...(version.note === undefined ? [] : [version.note]),
    ...noteOn(left.map(named), 'no name and version that Python knows'),
    ...noteOn(missing, 'not in its report'),
    ...notes,
  ];
  const data = database && evidenceData(database, ['PyPI']);
  return {
    reports: answers.flatMap((answer) => [...answer.reports]),
    evidence: { name, version: version.version, canary: 'found' },
    proven: missing.length + left.length > 0 ? [] : ['PyPI'],
    ...(data && { data }),
    ...(uncovered.length > 0 && { uncovered }),
    ...(said.length > 0 && { left: said.join(' ') }),
  };
}

interface Told {
  readonly asked: readonly AskedPackage[];
  readonly uncovered: readonly Uncovered[];
  readonly notes: readonly string[];
}

function allOf({ dependencies }: EngineInput): Told {
  return { asked: askedPackages(dependencies, 'PyPI'), uncovered: [], notes: [] };
}

/** What a service may be told, as for every other one. */
async function publicOf(input: EngineInput, tool: string): Promise<Told> {
  const lockfiles = input.dependencies.lockfiles.filter(({ ecosystem }) => ecosystem === 'PyPI');
  const dependencies = { ...input.dependencies, lockfiles };
  const { asked, withheld, unknown } = await questionsOf({ ...input, dependencies });
  return {
    asked,
    uncovered: withheldGaps(withheld, tool),
    notes: noteOn(unknown, 'no public registry has them'),
  };
}

function missed(name: string, version: string, { canary }: Sheet): GateError {
  return new GateError(
    'CANARY_MISSED',
    `${name} ${version} did not report ${canary.name} ${canary.version}, which is known to be vulnerable: its silence proves nothing.`,
    {
      remedy: OUT_OF_ORDER,
    },
  );
}

function named({ name, version }: AskedPackage): string {
  return `${name} ${version}`;
}
