import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { generateFiles, readJson, updateJson } from '@nx/devkit';

import { changesIn, formatChanges } from '../format-changes.mjs';
import { requireKebabCase, titleCase } from '../names.mjs';

const GATES_FILE = 'packages/cli/src/gates.ts';

/**
 * Makes `packages/gate-<id>` with one rule that works, and tells the command about it.
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
    question,
    title: `Railgate ${titleCase(id)}`,
    version,
    engines: JSON.stringify(engines),
    quoted,
  };
  const before = changesIn(tree);
  generateFiles(tree, join(import.meta.dirname, 'files'), folder, values);
  addGateEntry(tree, id);
  addReferences(tree, id, version);
  await formatChanges(tree, before);
  return () => install(tree.root, folder);
}

/** The one list of gates. @throws {Error} when it does not look like a list that a line can be added to. */
function addGateEntry(tree, id) {
  const text = tree.read(GATES_FILE, 'utf8') ?? '';
  const entries = [...text.matchAll(/^ *\{\s*id: '[^']*',[^}]*\},\n/gm)];
  const last = entries.at(-1);
  if (!last) throw new Error(`${GATES_FILE} has no line with a gate ({ id: '…', … },) to add one after.`);
  if (text.includes(`'@railgate/gate-${id}'`))
    throw new Error(`${GATES_FILE} lists the gate ${id} already. Remove its line first.`);
  const line = `  { id: '${id}', module: '@railgate/gate-${id}', load: async () => (await import('@railgate/gate-${id}')).gate },\n`;
  const end = last.index + last[0].length;
  tree.write(GATES_FILE, text.slice(0, end) + line + text.slice(end));
}

/** What the compiler and npm must know: the workspace's build, and the command's dependency. */
function addReferences(tree, id, version) {
  updateJson(tree, 'tsconfig.json', (json) => withReference(json, `packages/gate-${id}`, 'packages/gate-'));
  updateJson(tree, 'packages/cli/tsconfig.json', (json) => withReference(json, `../gate-${id}`, '../gate-'));
  updateJson(tree, 'packages/cli/package.json', (json) => {
    const dependencies = { ...json.dependencies, [`@railgate/gate-${id}`]: version };
    return {
      ...json,
      dependencies: Object.fromEntries(Object.entries(dependencies).sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  });
}

/** After the other gates, so that the diff is one line. */
function withReference(json, path, prefix) {
  const references = json.references ?? [];
  const last = references.findLastIndex((reference) => reference.path.startsWith(prefix));
  return { ...json, references: references.toSpliced(last < 0 ? references.length : last + 1, 0, { path }) };
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
