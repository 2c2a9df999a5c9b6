import type * as sarif from 'sarif';

import { toLog } from '../validate/schema.js';
import { GITHUB_LIMITS } from './limits.js';
import { pack } from './pack.js';
import { shapeLog, type ProfileOptions } from './shape-log.js';
import type { Profiled } from './github.js';

/** What GitHub Advanced Security for Azure DevOps wants to know of the pipeline (its rules GHAzDO1019 and 1020). */
export interface AzureBuild {
  readonly buildDefinitionId: string;
  readonly buildDefinitionName: string;
  /** A GUID. */
  readonly phaseId: string;
  readonly phaseName: string;
}

/** The pipeline's own variables, as its agents put them into the environment. */
const VARIABLES: Readonly<Record<keyof AzureBuild, string>> = {
  buildDefinitionId: 'SYSTEM_DEFINITIONID',
  buildDefinitionName: 'BUILD_DEFINITIONNAME',
  phaseId: 'SYSTEM_PHASEID',
  phaseName: 'SYSTEM_PHASENAME',
};

const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const PREFIX = 'azuredevops/pipeline/build/';

/** The pipeline is not known well enough for Azure DevOps to take the report. */
export class AzureBuildError extends Error {
  readonly remedy = 'Run it in a job of Azure Pipelines, or set the variables that the message names.';
}

/** @throws {AzureBuildError} that names every variable that is missing or wrong. */
export function azureBuild(
  env: Readonly<Record<string, string | undefined>>,
  given: Partial<AzureBuild> = {},
): AzureBuild {
  const problems: string[] = [];
  const read = (key: keyof AzureBuild): string => {
    const value = given[key] ?? env[VARIABLES[key]] ?? '';
    if (value === '') problems.push(`${VARIABLES[key]} is missing`);
    else if (key === 'phaseId' && !GUID.test(value)) problems.push(`${VARIABLES[key]} is no GUID`);
    return value;
  };
  const build = {
    buildDefinitionId: read('buildDefinitionId'),
    buildDefinitionName: read('buildDefinitionName'),
    phaseId: read('phaseId'),
    phaseName: read('phaseName'),
  };
  if (problems.length > 0)
    throw new AzureBuildError(`Azure DevOps needs to know the pipeline: ${problems.join(', ')}.`);
  return build;
}

/** A log as GitHub Advanced Security for Azure DevOps takes it: the GitHub profile, with the pipeline in it. */
export function azureProfile(log: sarif.Log, build: AzureBuild, options: ProfileOptions = {}): Profiled {
  const { analyses, dropped, heldBack, tally } = shapeLog(log, options);
  const limits = { ...GITHUB_LIMITS, ...options.limits };
  const { logs, refused } = pack(analyses, limits, tally);
  return {
    files: logs.map(({ runs }, i) => ({
      name: `azure-${i + 1}.sarif`,
      log: toLog(runs.map((run) => withPipeline(run, build))),
    })),
    notices: [...tally.sentences(), ...refused],
    heldBack,
    dropped,
  };
}

function withPipeline(run: sarif.Run, build: AzureBuild): sarif.Run {
  const { driver } = run.tool;
  const id = run.automationDetails?.id ?? '';
  const properties = Object.entries(build).map(([key, value]): [string, string] => [
    `${PREFIX}${key}`,
    value,
  ]);
  return {
    ...run,
    tool: {
      driver: {
        ...driver,
        fullName:
          driver.fullName ??
          [driver.name, driver.semanticVersion ?? driver.version].filter(Boolean).join(' '),
        rules: (driver.rules ?? []).map((rule) => ({ ...rule, name: rule.name ?? pascalCase(rule.id) })),
      },
    },
    automationDetails: {
      id: id.startsWith(PREFIX) ? id : `${PREFIX}${id}`,
      properties: Object.fromEntries(properties),
    },
  };
}

/** A name from an id that has none: `no-eval` → `NoEval`. */
function pascalCase(id: string): string {
  const words = id.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return name === '' || name.toLowerCase() === id.toLowerCase() ? `${name}Rule` : name;
}
