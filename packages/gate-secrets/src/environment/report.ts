import type { Gap, Place, Workspace } from '@railgate/contract';
import { readSource } from '@railgate/kit';

import { contractsOf, doesWithout, type Contract, type Variable } from './contract.js';
import { examplesFor, type ExampleChange } from './examples.js';
import { readEnvironment } from './read-environment.js';
import { publicSecret } from './rules/env-public-secret.js';

/** The environment contract of a repository. Names and places, never a value. */
export interface EnvironmentReport {
  readonly contracts: readonly ContractReport[];
  /** Reads by names that are computed, `path:line`: each may read anything. */
  readonly computed: readonly string[];
  readonly gaps: readonly Gap[];
}

export interface ContractReport {
  /** Relative to the root; `.` is the root. */
  readonly folder: string;
  /** The `.env.example` of the folder; null where there is none. */
  readonly example: string | null;
  readonly variables: readonly VariableReport[];
}

export interface VariableReport {
  readonly name: string;
  /** `path:line`, each once. */
  readonly readIn: readonly string[];
  readonly declaredIn: readonly string[];
  /** What happens without it: nothing says so, something holds, or nobody reads it. */
  readonly without: 'fails' | 'default' | 'unread';
  readonly isPublic: boolean;
  readonly isSecret: boolean;
}

/** @param names that count as declared. */
export async function reportOf(
  workspace: Workspace,
  names: readonly string[],
): Promise<{ readonly report: EnvironmentReport; readonly examples: readonly ExampleChange[] }> {
  const facts = await readEnvironment(workspace, workspace.files);
  const contracts = contractsOf(workspace, facts, { names });
  const textOf = (path: string): string | undefined => {
    const read = readSource(workspace, path);
    return 'text' in read ? read.text : undefined;
  };
  const report = {
    contracts: contracts.filter(({ variables }) => variables.length > 0).map(reportOfContract),
    computed: facts.code.flatMap(({ use }) => use.dynamic.map(shown)),
    gaps: facts.gaps,
  };
  return { report, examples: examplesFor(contracts, textOf) };
}

function reportOfContract({ folder, example, variables }: Contract): ContractReport {
  return { folder, example: example?.path ?? null, variables: variables.map(reportOfVariable) };
}

function reportOfVariable({ name, uses, declarations, isPublic, isSecret }: Variable): VariableReport {
  return {
    name,
    readIn: [...new Set(uses.map(({ place }) => shown(place)))],
    declaredIn: [
      ...new Set(declarations.map(({ place, source }) => (source === 'config' ? place.path : shown(place)))),
    ],
    without: uses.length === 0 ? 'unread' : uses.some(doesWithout) ? 'default' : 'fails',
    isPublic,
    isSecret: isSecret || publicSecret(name) === 'high',
  };
}

function shown({ path, region }: Place): string {
  return `${path}:${region.startLine}`;
}
