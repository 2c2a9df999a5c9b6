import { updateJson } from '@nx/devkit';

import { camelCase } from '../names.mjs';

const GATES_FILE = 'packages/cli/src/gates.ts';
const MATRIX_FILE = 'packages/testkit/src/fault-matrix.ts';

/** The one list of gates. @throws {Error} when it does not look like a list that an entry can be added to. */
export function addGateEntry(tree, id) {
  const text = tree.read(GATES_FILE, 'utf8') ?? '';
  const entries = [...text.matchAll(/^ *\{\s*id: '[^']*',[^}]*\},\n/gm)];
  const last = entries.at(-1);
  if (!last) throw new Error(`${GATES_FILE} has no line with a gate ({ id: '…', … },) to add one after.`);
  if (text.includes(`'@railgate/gate-${id}'`)) {
    throw new Error(`${GATES_FILE} lists the gate ${id} already. Remove its line first.`);
  }
  const line = `  { id: '${id}', module: '@railgate/gate-${id}', load: async () => (await import('@railgate/gate-${id}')).gate },\n`;
  const end = last.index + last[0].length;
  tree.write(GATES_FILE, text.slice(0, end) + line + text.slice(end));
}

/** The row of the fault matrix: what the gate says when it cannot know. */
export function addFaultRow(tree, id) {
  const text = tree.read(MATRIX_FILE, 'utf8') ?? '';
  const imports = [...text.matchAll(/^import \{ \w+ \} from '\.\/faults\/[\w-]+\.js';\n/gm)];
  const last = imports.at(-1);
  const list = /export const FAULT_MATRIX[^{]*\{[^}]*/.exec(text);
  if (!last || !list) throw new Error(`${MATRIX_FILE} has no FAULT_MATRIX that a row can be added to.`);
  const row = `${camelCase(id)}Faults`;
  const key = /^[a-z0-9]+$/.test(id) ? id : `'${id}'`;
  const listEnd = list.index + list[0].length;
  const importEnd = last.index + last[0].length;
  const withRow = `${text.slice(0, listEnd)}  ${key}: ${row},\n${text.slice(listEnd)}`;
  tree.write(
    MATRIX_FILE,
    `${withRow.slice(0, importEnd)}import { ${row} } from './faults/${id}.js';\n${withRow.slice(importEnd)}`,
  );
}

/** What the compiler and npm must know: the workspace's build, and the command's dependency. */
export function addReferences(tree, id, version) {
  updateJson(tree, 'tsconfig.json', (json) => withReference(json, `packages/gate-${id}`, 'packages/gate-'));
  updateJson(tree, 'packages/cli/tsconfig.json', (json) => withReference(json, `../gate-${id}`, '../gate-'));
  updateJson(tree, 'packages/cli/package.json', (json) => {
    const dependencies = Object.entries({ ...json.dependencies, [`@railgate/gate-${id}`]: version });
    return { ...json, dependencies: Object.fromEntries(dependencies.sort(([a], [b]) => (a < b ? -1 : 1))) };
  });
}

/** After the other gates, so that the diff is one line. */
function withReference(json, path, prefix) {
  const references = json.references ?? [];
  const last = references.findLastIndex((reference) => reference.path.startsWith(prefix));
  return { ...json, references: references.toSpliced(last < 0 ? references.length : last + 1, 0, { path }) };
}
