// Before any test: the bundles hold what the sources say, since tests run the command as users get it. A package whose
// sources do not parse keeps its old bundle, and its own tests say so.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { bundleStale } from '../build/bundle.mjs';

const GENERATED = new URL('../../packages/sarif/generated/', import.meta.url);

export async function setup() {
  // Each Node that a test starts would parse them, for 60 ms; no test reaches a server outside of this machine.
  delete process.env.NODE_EXTRA_CA_CERTS;
  // What a worker makes once and shares with its tests: databases. Gone after the last of them.
  process.env.RAILGATE_TEST_FOLDER = mkdtempSync(join(tmpdir(), 'railgate-tests-'));
  // `npm test` has made it; who calls vitest itself in a new checkout has not.
  if (!existsSync(GENERATED)) (await import('../build/sarif-validator.mjs')).buildSarifValidator();
  for (const { folder, error } of await bundleStale())
    process.stderr.write(`railgate: packages/${folder} keeps its old bundle: ${error.message}\n`);
}

export function teardown() {
  rmSync(process.env.RAILGATE_TEST_FOLDER, { recursive: true, force: true });
}
