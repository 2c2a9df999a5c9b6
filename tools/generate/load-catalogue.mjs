import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { rolldown } from 'rolldown';

import { ROOT } from './root.mjs';

const TESTS = join(ROOT, 'packages/gate-railway/test');
const ENTRY = '\0catalogue';

/**
 * The requirement catalogue of the Railway gate with the cases of its rules. They are TypeScript that nobody builds, so they
 * are joined in memory.
 *
 * @typedef {object} Catalogue
 * @property {readonly { id: string; title: string; traps: readonly string[] }[]} entries
 * @property {Readonly<Record<string, string>>} arguedAway reasons by id
 * @property {ReadonlyMap<string, { ok: readonly object[]; ng: readonly object[]; broken?: readonly object[] }>} cases by the
 *   id of the rule without the gate
 *
 * @returns {Promise<Catalogue>}
 */
export async function loadCatalogue() {
  const code = Buffer.from(await joined()).toString('base64');
  const { CATALOGUE, ARGUED_AWAY, CASES } = await import(`data:text/javascript;base64,${code}`);
  return { entries: CATALOGUE, arguedAway: ARGUED_AWAY, cases: new Map(CASES) };
}

async function joined() {
  const build = await rolldown({
    input: ENTRY,
    cwd: TESTS,
    platform: 'node',
    resolve: { extensionAlias: { '.js': ['.ts'] } },
    tsconfig: false,
    plugins: [
      {
        name: 'catalogue',
        resolveId: (id) => (id === ENTRY ? id : undefined),
        load: (id) => (id === ENTRY ? entry() : undefined),
      },
    ],
    logLevel: 'warn',
  });
  try {
    const { output } = await build.generate({ format: 'esm', codeSplitting: false });
    return output[0].code;
  } finally {
    await build.close();
  }
}

/** A module that imports the catalogue and every file of cases. */
function entry() {
  const files = readdirSync(join(TESTS, 'cases')).sort();
  const path = (name) => JSON.stringify(join(TESTS, name));
  return [
    `export { CATALOGUE, ARGUED_AWAY } from ${path('catalogue.ts')};`,
    ...files.map((file, index) => `import { cases as c${index} } from ${path(`cases/${file}`)};`),
    `export const CASES = [${files.map((file, index) => `[${JSON.stringify(file.replace(/\.ts$/, ''))}, c${index}]`).join(', ')}];`,
  ].join('\n');
}
