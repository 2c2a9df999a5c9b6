import { readDependencies, type Dependencies } from '@railgate/dependencies';

import { ENGINES } from './engines/index.js';
import { loadVersions } from './findings/versions.js';

/** A project with one package, which lies on no disk. */
const PROJECT = new Map([
  ['package.json', '{ "name": "a", "dependencies": { "b": "^1.0.0" } }'],
  [
    'package-lock.json',
    '{ "name": "a", "lockfileVersion": 3, "packages": { "": { "name": "a", "dependencies": { "b": "^1.0.0" } }, "node_modules/b": { "version": "1.0.0" } } }',
  ],
]);

/**
 * Loads and runs what scans mostly need: lockfiles of npm, and the engine that asks nobody. Modules are loaded when something
 * of them is used, so naming them would not be enough.
 */
export async function warmUp(): Promise<Dependencies> {
  const files = [...PROJECT].map(([path, { length }]) => ({ path, size: length }));
  const [dependencies] = await Promise.all([
    readDependencies({ root: '/', edited: PROJECT }, files, () => undefined),
    loadVersions(['npm']),
    ENGINES.osv?.(),
    import('./scan.js'),
  ]);
  return dependencies;
}
