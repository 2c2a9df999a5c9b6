import { cataloguePage } from './catalogue-page.mjs';
import { configurationPage, waiversPage } from './configuration-page.mjs';
import { errorsPage } from './errors-page.mjs';
import { format } from './format.mjs';
import { gatePage, gatesIndex } from './gate-pages.mjs';
import { readmePage } from './readme-page.mjs';
import { rulePage, rulesIndex } from './rule-pages.mjs';
import { schemaFile } from './schema-files.mjs';
import { validationPage } from './validation-page.mjs';

/**
 * Every generated file, formatted as `npm run format` would.
 *
 * @param {import('./load-sources.mjs').Sources} sources
 * @returns {Promise<{ files: Map<string, string>; folders: readonly string[] }>} contents by path relative to the root;
 *   `folders` hold nothing but generated files, so whatever else is in them is left over
 */
export async function generateAll(sources) {
  const { gates } = sources;
  const pages = {
    'README.md': readmePage(sources),
    'docs/catalogue.md': cataloguePage(sources),
    'docs/configuration.md': configurationPage(sources),
    'docs/errors.md': errorsPage(sources),
    'docs/gates/README.md': gatesIndex(gates),
    'docs/rules/README.md': rulesIndex(gates),
    'docs/sarif-validation.md': validationPage(sources),
    'docs/waivers.md': waiversPage(sources),
    'packages/cli/railgate.schema.json': schemaFile(sources.configSchema),
    'packages/cli/railgate.waivers.schema.json': schemaFile(sources.waiversSchema),
    'packages/cli/run.schema.json': schemaFile(sources.contract.RUN_SCHEMA),
  };
  for (const gate of gates) {
    pages[`docs/gates/${gate.meta.id}.md`] = gatePage(gate, sources);
    for (const rule of gate.rules) pages[`docs/rules/${rule.id}.md`] = rulePage(rule, gate);
  }
  const files = new Map();
  for (const [path, text] of Object.entries(pages)) files.set(path, await format(path, text));
  return { files, folders: ['docs/gates', 'docs/rules'] };
}
