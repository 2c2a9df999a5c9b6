import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

import { loadCatalogue } from './load-catalogue.mjs';
import { ROOT, readRepositoryFile } from './root.mjs';

/**
 * What the generated files are made from.
 *
 * @typedef {object} Sources
 * @property {readonly import('@railgate/contract').Gate[]} gates sorted by id
 * @property {typeof import('@railgate/contract')} contract
 * @property {object} configSchema the schema of railgate.json
 * @property {object} waiversSchema the schema of railgate.waivers.yaml
 * @property {string} faultMatrix Markdown
 * @property {readonly import('@railgate/sarif').ValidationRule[]} validationRules in the order of the documentation
 * @property {import('./load-catalogue.mjs').Catalogue} catalogue what the Railway gate is held to
 * @property {(path: string) => string} readFile a file of the repository, for pages that are partly written by hand
 */

/** @returns {Promise<Sources>} */
export async function loadSources() {
  const [
    { GATES },
    contract,
    { configSchema, WAIVERS_SCHEMA },
    { faultMatrixMarkdown },
    { VALIDATION_RULES },
  ] = await Promise.all([
    importBuilt('cli', 'gates.js'),
    importBuilt('contract'),
    importBuilt('runner', 'config/index.js'),
    importBuilt('testkit'),
    importBuilt('sarif', 'validate/index.js'),
  ]);
  const gates = await Promise.all(GATES.map((entry) => entry.load()));
  gates.sort((a, b) => (a.meta.id < b.meta.id ? -1 : 1));
  return {
    gates,
    contract,
    configSchema: configSchema(gates),
    waiversSchema: WAIVERS_SCHEMA,
    faultMatrix: await faultMatrixMarkdown(),
    validationRules: VALIDATION_RULES,
    catalogue: await loadCatalogue(),
    readFile: readRepositoryFile,
  };
}

function importBuilt(name, file = 'index.js') {
  return import(pathToFileURL(join(ROOT, 'packages', name, 'dist', file)).href);
}
