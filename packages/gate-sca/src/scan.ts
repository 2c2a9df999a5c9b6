import { openDatabase, type Database, type OpenOptions } from '@railgate/advisories';
import { GateError, type GateMeta, type Repairs, type Scan, type ScanInput } from '@railgate/contract';
import { NpmConfig, isSameRegistry, readDependencies, type Dependencies } from '@railgate/dependencies';
import { loadLicences } from '@railgate/kit';
import { buildRun } from '@railgate/sarif/run';

import { askEngines, type Answers } from './engines/ask.js';
import { loadVersions } from './findings/versions.js';
import type { Upgrade } from './findings/vulnerabilities.js';
import { judgeDependencies } from './judge-dependencies.js';
import type { Options } from './options.js';
import { checkPolicy } from './policy/check-policy.js';
import type { PolicyInput } from './policy/policy-rule.js';
import { rules } from './rules/index.js';

/** Reads what is depended on, asks every engine, joins their words and applies the policy. */
export async function scanTarget(meta: GateMeta, input: ScanInput<Options>): Promise<Scan> {
  const { target, workspace, progress } = input;
  const dependencies = await readDependencies(workspace, target.files, progress);
  const answers = await askEngines({ ...input, dependencies });
  const judged = await withSignals(input, answers, async (signals) =>
    judgeDependencies({
      ...input,
      dependencies,
      answers,
      versions: await versionsOf(dependencies),
      signals,
      policy: checkPolicy(await policyInput(input, dependencies)),
    }),
  );
  const { findings, gaps, evidence, degraded } = judged;
  const all = [...rules, ...judged.rules];
  const run = buildRun({ meta, target: target.id, rules: all, findings, evidence, gaps });
  const repairs = await repairsOf(input, dependencies, judged.upgrades);
  return {
    run,
    evidence,
    gaps,
    degraded,
    repeatable: gaps.length === 0,
    ...(repairs && { repairs }),
  };
}

/** Only where somebody asks: it takes npm, the network and time. */
async function repairsOf(
  input: ScanInput<Options>,
  dependencies: Dependencies,
  upgrades: readonly Upgrade[],
): Promise<Repairs | undefined> {
  if (!input.repair) return undefined;
  const { repairAll } = await import('./fix/repair-all.js');
  return repairAll(input, upgrades, await versionsOf(dependencies));
}

function versionsOf({ lockfiles }: Dependencies): ReturnType<typeof loadVersions> {
  return loadVersions(lockfiles.map(({ ecosystem }) => ecosystem));
}

async function policyInput(input: ScanInput<Options>, dependencies: Dependencies): Promise<PolicyInput> {
  const { options, now, offline, workspace } = input;
  const licences = await loadLicences(options.licences);
  const registry = await factsOf(input, dependencies);
  const config = NpmConfig.read(workspace.root);
  return {
    dependencies,
    options,
    now,
    offline,
    versions: await versionsOf(dependencies),
    ...(licences && { licences }),
    ...(registry && { registry }),
    isOwnRegistry: (name, url) => isSameRegistry(config.registryOf(name), url),
    isSameRegistry,
  };
}

/** The registry is asked only where the policy needs its word. */
async function factsOf(
  input: ScanInput<Options>,
  dependencies: Dependencies,
): Promise<PolicyInput['registry'] | undefined> {
  const { options, offline } = input;
  const { allow = [], deny = [] } = options.licences;
  if (offline || (options.minimumAge === 0 && allow.length + deny.length === 0)) return undefined;
  const { askRegistries } = await import('./policy/ask-registries.js');
  return askRegistries(input, dependencies);
}

/** KEV and EPSS lie beside the database: what was not imported says nothing, and no engine needs it. */
async function withSignals<T>(
  { options, workspace }: ScanInput<Options>,
  { answers }: Answers,
  use: (signals: Database['signals']) => Promise<T>,
): Promise<T> {
  const [first] = answers.flatMap(({ answer }) => answer.reports);
  const folder = options.database;
  const outside = workspace.root;
  // One ecosystem opens faster than all of them; which one does not matter here.
  const database =
    first &&
    ((await openSignals(folder, { outside, ecosystems: [first.ecosystem] })) ??
      (await openSignals(folder, { outside })));
  try {
    return await use((cve) => database?.signals(cve));
  } finally {
    database?.close();
  }
}

async function openSignals(folder: string | undefined, options: OpenOptions): Promise<Database | undefined> {
  try {
    return await openDatabase(folder, options);
  } catch (error) {
    if (error instanceof GateError) return undefined;
    throw error;
  }
}
