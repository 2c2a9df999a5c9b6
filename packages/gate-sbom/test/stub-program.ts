import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { cycloneDxNpm } from '../src/engines/cyclonedx-npm.js';
import type { Engine } from '../src/engines/engine.js';

/** A cyclonedx-npm that runs this script. */
export function stubProgram(folder: string, script: string, timeout = 30): Engine {
  const path = join(folder, 'stub.cjs');
  writeFileSync(path, script);
  return cycloneDxNpm({ script: path, version: '6.0.1', timeout });
}

/** One that answers with these components, in the form of the real one. */
export function listing(components: readonly object[]): string {
  const bom = { bomFormat: 'CycloneDX', specVersion: '1.6', components };
  return `process.stdout.write(${JSON.stringify(JSON.stringify(bom))});`;
}
