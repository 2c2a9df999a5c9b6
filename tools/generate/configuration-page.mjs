import { fillBetween } from './markdown.mjs';
import { optionsTable } from './options-table.mjs';

/** docs/configuration.md is written by hand; its tables come from the schemas. */
export function configurationPage({ configSchema, readFile }) {
  const tables = {
    keys: optionsTable(configSchema, { skip: ['gates', '$schema'] }),
    'gate-options': gateSections(configSchema),
  };
  let page = readFile('docs/configuration.md');
  for (const [name, table] of Object.entries(tables)) page = fillBetween(page, name, table);
  return page;
}

/** docs/waivers.md likewise. */
export function waiversPage({ waiversSchema, readFile }) {
  return fillBetween(readFile('docs/waivers.md'), 'waivers', optionsTable(waiversSchema.items));
}

/** With the keys that every gate has, since their defaults differ. */
function gateSections(configSchema) {
  return Object.entries(configSchema.properties.gates.properties)
    .map(([id, schema]) => {
      const more = `More about the gate: [${id}](gates/${id}.md).`;
      return `### \`gates.${id}\`\n\n${optionsTable(schema)}\n\n${more}`;
    })
    .join('\n\n');
}
