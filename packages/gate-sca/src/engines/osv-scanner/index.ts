import { dirname, join } from 'node:path';

import { cleanText, type Gap, type GateError } from '@railgate/contract';
import { ECOSYSTEMS, type Ecosystem } from '@railgate/dependencies';
import { runTool, type Tool } from '@railgate/kit';

import { askedEcosystems } from '../asked.js';
import { provesEcosystem } from '../canary.js';
import { EcosystemError } from '../ecosystem-error.js';
import type { Engine, EngineAnswer, EngineInput, Report } from '../engine.js';
import { evidenceData } from '../evidence-data.js';
import { expectService } from '../expect-service.js';
import { dataOf, withLocalData, type LocalData } from '../local-data.js';
import { noteOn } from '../notes.js';
import { questionsOf, type Questions } from '../osv-service/questions.js';
import { withScratch } from '../scratch.js';
import { withheldGaps } from '../withheld.js';
import { askVersion, runIn, wrappedTool, type ToolVersion } from '../wrapped-tool.js';
import { EXIT_CODES, failedFiles, rejectedRecords, reportOf } from './judge.js';
import { LockedVersions } from './locked-versions.js';
import { readReport, type SeenPackage } from './read-report.js';
import { CANARY, FILES, stageCanaries, stageFiles, stagePackages, stageRequirements } from './stage.js';

const TOOL: Tool = wrappedTool('osv-scanner', EXIT_CODES);

/** Where it asks, which nothing can change: it is fixed in osv-scanner 2. */
const SERVICE = 'https://api.osv.dev/v1/query';

/** Ours, for all files: none of a folder is looked for. The line `go 1.22` speaks of a standard library like any other. */
const CONFIG = 'railgate.toml';
const CONFIG_TEXT = 'ScanGoModVersion = true\n';

/**
 * osv-scanner, which reads the files itself. It is given the local database where that has every ecosystem that is asked
 * for, and asks its service otherwise; never with `--offline`.
 */
export const engine: Engine = {
  name: 'osv-scanner',
  ecosystems: ECOSYSTEMS,
  online: false,
  ask(input) {
    const asked = askedEcosystems(input.dependencies, ECOSYSTEMS);
    return withLocalData(input, asked, async (data) => {
      const isLocal = input.offline || data.problems.size === 0;
      if (isLocal && data.usable.length === 0 && data.problems.size > 0)
        throw new EcosystemError(data.problems);
      return scan(input, asked, isLocal ? data : undefined);
    });
  },
};

function scan(
  input: EngineInput,
  asked: readonly Ecosystem[],
  local: LocalData | undefined,
): Promise<EngineAnswer> {
  return withScratch(input.workspace.root, async (scratch) => {
    const options = runIn(scratch.folder, input);
    const version = await askVersion(TOOL, options, local !== undefined);
    if (!local) await expectService('osv-scanner', SERVICE, input.signal);
    const questions = local || !input.options.registryOnly ? undefined : await questionsOf(input);
    if (questions) stagePackages(questions.asked, scratch);
    else {
      stageFiles(input, scratch);
      stageRequirements(input, scratch);
    }
    stageCanaries(asked, scratch);
    scratch.write(CONFIG, CONFIG_TEXT);
    const answer = await runTool(TOOL, argumentsFor(local), options);
    const seen = readReport(reportOf(answer), scratch.folder);
    return answerOf(input, asked, {
      seen,
      stderr: answer.stderr,
      folder: scratch.folder,
      version,
      local,
      questions,
    });
  });
}

function argumentsFor(local: LocalData | undefined): string[] {
  const args = [
    'scan', 'source', '--recursive', '--no-ignore', '--no-resolve', '--no-call-analysis=all',
    '--format', 'json', '--all-packages', '--verbosity', 'warn', '--config', CONFIG,
  ]; // prettier-ignore
  const [first] = local?.usable ?? [];
  const archive = local?.database && first && dataOf(local.database, first)?.archive;
  // `<folder>/osv-scanner/<ecosystem>/all.zip`
  if (archive !== undefined && archive !== '')
    args.push('--offline', '--local-db-path', join(dirname(archive), '..', '..'));
  return [...args, FILES, CANARY];
}

interface Scanned {
  readonly seen: readonly SeenPackage[];
  readonly stderr: string;
  readonly folder: string;
  readonly version: ToolVersion;
  readonly local: LocalData | undefined;
  /** All that it was told, where it was not given the files. */
  readonly questions: Questions | undefined;
}

function answerOf(input: EngineInput, asked: readonly Ecosystem[], scanned: Scanned): EngineAnswer {
  const { seen, stderr, folder, version, local, questions } = scanned;
  const files = seen.filter(({ file }) => file.startsWith(`${FILES}/`));
  const locked = new LockedVersions(input.dependencies);
  const missing = locked.missingFrom(files, questions?.asked);
  const rejected = rejectedRecords(stderr);
  const answering = asked.filter((one) => isAnswering(one, seen) && local?.problems.has(one) !== true);
  const silent = asked.filter((one) => !answering.includes(one));
  const data = local?.database && evidenceData(local.database, answering);
  const notes = [
    ...(version.note === undefined ? [] : [version.note]),
    ...silent.map((one) => silence(one, local?.problems.get(one))),
    ...noteOn([...missing.values()].flat(), 'in a lockfile, and not in its report'),
    ...noteOn(questions?.unknown ?? [], 'no public registry has them'),
    ...noteOn(rejected, 'records of the database that it does not understand'),
  ];
  return {
    reports: unique(
      files.flatMap((one) => locked.reportsOn({ ...one, file: one.file.slice(FILES.length + 1) })),
    ),
    evidence: {
      name: 'osv-scanner',
      version: version.version,
      canary: answering.length > 0 ? 'found' : 'missed',
    },
    proven: rejected.length > 0 ? [] : answering.filter((one) => !missing.has(one)),
    gaps: unreadGaps(input, failedFiles(stderr, folder)),
    ...(questions && { uncovered: withheldGaps(questions.withheld, 'osv-scanner') }),
    ...(data && { data }),
    ...(notes.length > 0 && { left: notes.join(' ') }),
  };
}

/** What several files hold is reported of each of them. */
function unique(reports: readonly Report[]): Report[] {
  const byKey = new Map<string, Report>();
  for (const one of reports) {
    const { path = '', ecosystem, name, version, ids } = one;
    byKey.set([path, ecosystem, name, version, ids[0]].join('\0'), one);
  }
  return [...byKey.values()];
}

function isAnswering(ecosystem: Ecosystem, seen: readonly SeenPackage[]): boolean {
  return seen.some(
    (one) =>
      one.file.startsWith(`${CANARY}/`) &&
      one.ecosystem === ecosystem &&
      one.vulnerabilities.some(({ ids }) => provesEcosystem(ecosystem, { ...one, ids })),
  );
}

function silence(ecosystem: Ecosystem, problem: GateError | undefined): string {
  if (problem) return `${problem.message} ${problem.remedy}`;
  return `It reported none of the known-bad packages of ${ecosystem}.`;
}

/** Files that nobody else reads. Of the others their own reader says what is wrong. */
function unreadGaps({ dependencies }: EngineInput, failed: readonly string[]): Gap[] {
  const known = new Set([
    ...dependencies.lockfiles.map(({ path }) => path),
    ...dependencies.gaps.map(({ path }) => path),
  ]);
  return failed
    .filter((file) => file.startsWith(`${FILES}/`) && !known.has(file.slice(FILES.length + 1)))
    .map((file) => {
      const path = file.slice(FILES.length + 1);
      return { code: 'FILE_UNPARSEABLE', path, message: `osv-scanner cannot read ${cleanText(path)}.` };
    });
}
