import { readJson } from '@nx/devkit';

import { changesIn, formatChanges } from '../format-changes.mjs';
import { requireKebabCase } from '../names.mjs';
import { addToRuleList } from './rule-list.mjs';
import { styleOf } from './styles.mjs';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'];

/**
 * Makes `src/rules/<id>.ts` and `test/cases/<id>.ts` of a gate and adds the rule to its list. The rule finds nothing yet,
 * so its ng case fails until it does; in a gate whose rules have canaries, the whole gate is broken until then.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ id: string; severity?: string }} options
 * @returns {Promise<import('@nx/devkit').GeneratorCallback>} says what is next
 */
export default async function ruleGenerator(tree, options) {
  const { gate, name } = readId(tree, options.id);
  const severity = options.severity ?? 'medium';
  if (!SEVERITIES.includes(severity))
    throw new Error(`The severity ${JSON.stringify(severity)} is none of ${SEVERITIES.join(', ')}.`);
  const folder = `packages/gate-${gate}`;
  const { version } = readJson(tree, `${folder}/package.json`);
  const files = styleOf(tree, folder)({ gate, name, severity, version });
  for (const path of Object.keys(files)) {
    if (tree.exists(`${folder}/${path}`))
      throw new Error(`${folder}/${path} is there already. Choose another id, or change that rule.`);
  }
  const before = changesIn(tree);
  addToRuleList(tree, `${folder}/src/rules/index.ts`, name);
  for (const [path, text] of Object.entries(files)) tree.write(`${folder}/${path}`, text);
  await formatChanges(tree, before);
  return () => {
    process.stdout.write(
      `Next: write its ng case and see it fail (npx vitest run --project gate-${gate}); docs/new-rule.md, step 2.\n`,
    );
  };
}

function readId(tree, id) {
  const [gate, name, ...rest] = String(id ?? '').split('/');
  if (!name || rest.length > 0)
    throw new Error(`The id ${JSON.stringify(id)} is not <gate>/<rule>, like railway/no-public-database.`);
  requireKebabCase('The gate', gate);
  requireKebabCase('The rule', name);
  if (tree.exists(`packages/gate-${gate}/src/rules/index.ts`)) return { gate, name };
  const gates = tree
    .children('packages')
    .filter((folder) => tree.exists(`packages/${folder}/src/rules/index.ts`));
  throw new Error(
    `There is no gate ${gate} with a list of rules. There are: ${gates.map((folder) => folder.replace('gate-', '')).join(', ')}.`,
  );
}
