// Before any test: the bundles hold what the sources say, since tests run the command as users get it. A package whose
// sources do not parse keeps its old bundle, and its own tests say so.
import { bundleStale } from '../build/bundle.mjs';

export async function setup() {
  for (const { folder, error } of await bundleStale())
    process.stderr.write(`railgate: packages/${folder} keeps its old bundle: ${error.message}\n`);
}
