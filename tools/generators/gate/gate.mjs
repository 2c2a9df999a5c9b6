import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { generateFiles, readJson } from '@nx/devkit';

import { changesIn, formatChanges } from '../format-changes.mjs';
import { camelCase, requireKebabCase, titleCase } from '../names.mjs';
import { addFaultRow, addGateEntry, addReferences } from './add-to-lists.mjs';

/**
 * Makes `packages/gate-<id>` with one rule that works, its row of the fault matrix, and its lines in the lists.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ id: string; question?: string }} options
 * @returns {Promise<import('@nx/devkit').GeneratorCallback>} links the new package and updates the lockfile
 */
export default async function gateGenerator(tree, options) {
  const id = requireKebabCase('The id of the gate', options.id);
  const question = requireQuestion(options.question);
  const folder = `packages/gate-${id}`;
  if (tree.exists(folder))
    throw new Error(`${folder} is there already. Choose another id, or remove the folder first.`);
  const { version, engines } = readJson(tree, 'packages/contract/package.json');
  const values = {
    id,
    camelId: camelCase(id),
    question,
    title: `Railgate ${titleCase(id)}`,
    version,
    engines: JSON.stringify(engines),
    quoted,
  };
  const before = changesIn(tree);
  generateFiles(tree, join(import.meta.dirname, 'files'), folder, values);
  generateFiles(tree, join(import.meta.dirname, 'faults'), 'packages/testkit/src/faults', values);
  addGateEntry(tree, id);
  addFaultRow(tree, id);
  addReferences(tree, id, version);
  await formatChanges(tree, before);
  return () => install(tree.root, folder);
}

function requireQuestion(question = 'Does the repository hold text that must not ship?') {
  if (/^[A-Z][^\n]{5,118}\?$/.test(question)) return question;
  throw new Error(
    `The question ${JSON.stringify(question)} must be one sentence of at most 120 characters that ends with "?".`,
  );
}

/** A TypeScript string as prettier writes it. */
function quoted(text) {
  return text.includes("'") ? JSON.stringify(text) : `'${text.replaceAll('\\', '\\\\')}'`;
}

function install(root, folder) {
  const args = [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    '--loglevel=error',
  ];
  process.stdout.write(`Linking ${folder} (npm ${args.join(' ')}) …\n`);
  execFileSync('npm', args, { cwd: root, stdio: 'inherit' });
  process.stdout.write(`Next: docs/new-gate.md, step 2.\n`);
}
