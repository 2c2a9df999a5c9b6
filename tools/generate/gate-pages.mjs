import { addToSection, header, moveLinks, table } from './markdown.mjs';
import { optionsTable } from './options-table.mjs';
import { rulesTable } from './rule-pages.mjs';

const SCOPES = {
  workspace: 'the repository as a whole',
  project: 'each project of the repository',
  image: 'each container image',
};

/** The gate's README with what is generated added to it: facts, options, rules. */
export function gatePage(gate, sources) {
  const folder = `packages/gate-${gate.meta.id}`;
  const readme = moveLinks(sources.readFile(`${folder}/README.md`), folder, 'docs/gates');
  const titled = withFacts(readme, gate.meta);
  const withOptions = addToSection(titled, 'Options', options(gate));
  const page = addToSection(withOptions, 'Rules', rulesTable(gate.rules, '../rules/'));
  return `${header(`\`${folder}/README.md\` and the gate`)}\n\n${page}`;
}

export function gatesIndex(gates) {
  return [header('the gates'), '# Gates', gatesTable(gates, '', '../rules/')].join('\n\n');
}

/** @param {string} prefix from the page to `docs/gates/` @param {string} rulesPrefix from the page to `docs/rules/` */
export function gatesTable(gates, prefix, rulesPrefix) {
  const rows = gates.map(({ meta, rules }) => [
    `[${meta.id}](${prefix}${meta.id}.md)`,
    meta.question,
    SCOPES[meta.scope],
    `[${rules.length}](${rulesPrefix}README.md#${meta.id})`,
  ]);
  return table(['gate', 'question', 'looks at', 'rules'], rows);
}

/** Puts the facts under the title, before anything that the README says. */
function withFacts(readme, meta) {
  const [title, ...rest] = readme.split('\n');
  if (!title.startsWith('# ')) throw new Error(`packages/gate-${meta.id}/README.md must begin with "# ".`);
  return [title, '', facts(meta), ...rest].join('\n');
}

function facts(meta) {
  const lines = [
    `**${meta.question}** Looks at ${SCOPES[meta.scope]}; stopped after ${meta.timeout} seconds unless the configuration says otherwise.`,
  ];
  if (meta.needs.length === 0) lines.push('Needs nothing but Node.');
  for (const need of meta.needs)
    lines.push(`- ${need.kind === 'required' ? 'Needs' : 'Can use'} ${need.name}: ${need.why}`);
  return lines.join('\n\n');
}

function options(gate) {
  const table = optionsTable(gate.options);
  const place = `Under \`gates.${gate.meta.id}\` of the [configuration](../configuration.md).`;
  return table === undefined ? 'The gate has no options of its own.' : `${place}\n\n${table}`;
}
