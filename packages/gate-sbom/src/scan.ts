import {
  TOOL_NAME,
  VERSION,
  type Artifact,
  type Count,
  type EngineEvidence,
  type Gap,
  type GateMeta,
  type Scan,
  type ScanInput,
} from '@railgate/contract';
import { readDependencies, type Dependencies } from '@railgate/dependencies';
import { buildRun } from '@railgate/sarif/run';

import { makeBills } from './bill/make-bills.js';
import type { Bill } from './bill/bill.js';
import { askEngines, type Answers } from './engines/ask-engines.js';
import type { Engine, EngineName } from './engines/engine.js';
import { ENGINES } from './engines/index.js';
import type { Options } from './options.js';
import { rules } from './rules/index.js';
import { artifactsOf, type Writers } from './write/artifacts.js';
import { loadSpdxWords } from './write/licence.js';

const OWN_READERS: EngineEvidence = { name: `${TOOL_NAME}-sbom`, version: VERSION, canary: 'none' };

/** Reads what is depended on, has it confirmed, and writes it down. */
export async function scanTarget(meta: GateMeta, input: ScanInput<Options>): Promise<Scan> {
  const { target, workspace, options, progress } = input;
  const dependencies = await readDependencies(workspace, target.files, progress);
  // The engines are waited for, and the validator takes 300 ms to load: at the same time.
  const [answers, writers] = await Promise.all([ask(input, dependencies), loadWriters()]);
  const gaps = [...dependencies.gaps, ...answers.gaps];
  const bills = makeBills({
    listed: answers.listed,
    unpinned: dependencies.unpinned,
    isComplete: gaps.length === 0,
    projects: options.projects,
  });
  const written = await write(bills, input, writers);
  const all = [...gaps, ...written.gaps];
  const observed = { unpinned: dependencies.unpinned, leftOver: answers.leftOver };
  const findings = rules.flatMap((rule) =>
    [...rule.check(observed)].map((finding) => ({ ruleId: rule.id, ...finding })),
  );
  const engines = [OWN_READERS, ...answers.evidence];
  const evidence = { engines, ...countsOf(dependencies, answers) };
  const run = buildRun({ meta, target: target.id, rules, findings, gaps: all, evidence });
  const { degraded } = answers;
  const repeatable = all.length + degraded.length === 0;
  return { run, evidence, gaps: all, degraded, artifacts: written.artifacts, repeatable };
}

async function ask(input: ScanInput<Options>, { lockfiles }: Dependencies): Promise<Answers> {
  const { engines, required } = enginesOf(input.options);
  const loaded: Engine[] = [];
  for (const name of engines) loaded.push(await ENGINES[name]());
  return askEngines(input, lockfiles, loaded, required);
}

/** What must answer is asked, whether it is among the engines or not. */
export function enginesOf({ engines, require }: Options): {
  engines: EngineName[];
  required: Set<EngineName>;
} {
  const required = new Set(require === 'all' ? engines : require);
  return { engines: [...new Set([...engines, ...required])], required };
}

async function loadWriters(): Promise<Writers> {
  const { loadValidator } = await import('./write/validate.js');
  const [validate, spdx] = await Promise.all([loadValidator(), loadSpdxWords()]);
  return { validate, spdx };
}

/** Components in all files together. A repository with a thousand projects would write gigabytes. */
const MOST_COMPONENTS = 200_000;

async function write(
  bills: readonly Bill[],
  { options, now, progress }: ScanInput<Options>,
  writers: Writers,
): Promise<{ artifacts: Artifact[]; gaps: Gap[] }> {
  const artifacts: Artifact[] = [];
  let components = 0;
  for (const [index, bill] of bills.entries()) {
    components += bill.components.length;
    if (index > 0 && components > MOST_COMPONENTS)
      return { artifacts, gaps: [leftOut(bills.length - index)] };
    progress(bill.path);
    artifacts.push(...(await artifactsOf(bill, options.formats, now, writers)));
  }
  return { artifacts, gaps: [] };
}

function leftOut(count: number): Gap {
  return {
    code: 'PART_SKIPPED',
    message: `The bills of ${count} projects were left out: together with the others they would list more than ${MOST_COMPONENTS} components. That of the whole repository lists everything.`,
    remedy: 'Set the option `projects` to `false`, which writes the bill of the whole repository alone.',
  };
}

/** What an engine disputes was expected and is not seen. */
function countsOf(
  { expected, seen, lockfiles }: Dependencies,
  { missing, extra }: Answers,
): { expected: Count; seen: Count } {
  let packages = 0;
  for (const lockfile of lockfiles) packages += lockfile.packages.length;
  return {
    expected: { ...expected, packages: packages + extra },
    seen: { ...seen, packages: Math.max(0, packages - missing) },
  };
}
