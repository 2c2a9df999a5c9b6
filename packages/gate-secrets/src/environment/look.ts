import type { Finding, NotScanned, ScanInput } from '@railgate/contract';
import { readSource } from '@railgate/kit';

import type { Part } from '../part.js';
import { contractsOf } from './contract.js';
import { askGit } from './git-view.js';
import { mentionedIn } from './mentions.js';
import type { EnvironmentFacts } from './model.js';
import { readEnvironment } from './read-environment.js';
import type { EnvironmentContext } from './rule.js';
import { ENVIRONMENT_RULES } from './rules/index.js';
import { expectedFiles } from './rules/env-file-unignored.js';

/** Looks at where the target takes its secrets from. @param names that are declared elsewhere. */
export async function lookAtEnvironment(
  input: Pick<ScanInput, 'target' | 'workspace' | 'signal'>,
  names: readonly string[],
): Promise<Part> {
  const { files } = input.target;
  const facts = await readEnvironment(input.workspace, files, input.signal);
  const contracts = contractsOf(input.workspace, facts, { names });
  const git = await askGit(input.workspace.root, expectedFiles({ contracts }));
  const context: EnvironmentContext = {
    facts,
    contracts,
    ...(git && { git }),
    mentioned: (names) => mentionedIn(input.workspace, files, names),
    textOf: (path) => textOf(input, path),
    paths: new Set(files.map(({ path }) => path)),
  };
  return {
    findings: findingsOf(context),
    gaps: facts.gaps,
    notScanned: notesOf(facts),
    expected: { sources: facts.read + facts.gaps.length },
    seen: { sources: facts.read },
  };
}

function findingsOf(context: EnvironmentContext): Finding[] {
  return ENVIRONMENT_RULES.flatMap((rule) =>
    [...rule.check(context)].map((report): Finding => ({ ...report, ruleId: rule.id })),
  );
}

/** Once for each file: each of them may read anything, and none of them is wrong. */
function notesOf({ code }: EnvironmentFacts): NotScanned[] {
  const paths = new Set(code.flatMap(({ use }) => use.dynamic.map(({ path }) => path)));
  return [...paths].map((path) => ({ path, reason: 'with computed names of variables' }));
}

function textOf({ workspace }: Pick<ScanInput, 'workspace'>, path: string): string | undefined {
  const read = readSource(workspace, path);
  return 'text' in read ? read.text : undefined;
}
