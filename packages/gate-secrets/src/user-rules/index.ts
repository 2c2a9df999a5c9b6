import type { Workspace } from '@railgate/contract';

import { foreignRules, type ForeignRules } from '../foreign/gitleaks-toml.js';
import type { Options } from '../options.js';
import { rulesFromOptions } from './from-options.js';

export { problemsOfRules } from './from-options.js';
export { lookWithRules } from './look.js';

/** All of them; what the configuration says goes before what a file of another tool says. */
export async function userRulesOf(
  workspace: Pick<Workspace, 'root' | 'edited' | 'files'>,
  given: Options['rules'],
): Promise<ForeignRules> {
  const own = rulesFromOptions(given);
  const foreign = await foreignRules(workspace);
  const ids = new Set(own.map(({ id }) => id));
  return { rules: [...own, ...foreign.rules.filter(({ id }) => !ids.has(id))], gaps: foreign.gaps };
}
