import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Imports the module of a gate. Our own gates come as bundles of CommonJS, which need no loader of ES modules: to start it takes
 * 6 ms of processor time, in every thread.
 */
export async function importModule(url: string): Promise<unknown> {
  return isCommonJs(url) ? createRequire(url)(fileURLToPath(url)) : import(url);
}

/** What a bundle says of itself (tools/build/bundle.mjs). Of everything else Node finds it out. */
function isCommonJs(url: string): boolean {
  if (!/^file:.*\/bundle\/index\.js$/.test(url)) return false;
  try {
    const manifest = JSON.parse(readFileSync(new URL('package.json', url), 'utf8')) as { type?: unknown };
    return manifest.type === 'commonjs';
  } catch {
    return false;
  }
}
