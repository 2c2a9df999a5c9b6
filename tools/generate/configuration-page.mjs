import { fillBetween } from './markdown.mjs';
import { optionsTable } from './options-table.mjs';

/** docs/configuration.md is written by hand; its tables come from the schema. */
export function configurationPage({ gates, configSchema, readFile }) {
  const page = readFile('docs/configuration.md');
  const keys = optionsTable(configSchema, { skip: ['gates', '$schema'] });
  return fillBetween(fillBetween(page, 'keys', keys), 'gate-options', gateSections(gates));
}

function gateSections(gates) {
  return gates.map((gate) => `### \`gates.${gate.meta.id}\`\n\n${sectionOf(gate)}`).join('\n\n');
}

function sectionOf({ meta, options }) {
  const more = `More about the gate: [${meta.id}](gates/${meta.id}.md).`;
  return `${optionsTable(options) ?? 'No options of its own.'}\n\n${more}`;
}
