import { defineGate, type GateMeta } from '@railgate/contract';

import { Options } from './options.js';
import { rules } from './rules/index.js';

const meta: GateMeta = {
  id: 'sbom',
  title: 'Railgate SBOM',
  question: 'Does a bill of materials list everything that is depended on?',
  scope: 'workspace',
  needs: [],
  inputs: ['**/*'],
  timeout: 600,
};

export const gate = defineGate({
  meta,
  options: Options,
  rules,
  skip() {
    return { kind: 'nothing-to-scan', message: 'There is no manifest and no lockfile.' };
  },
  async scan(input) {
    const { scanTarget } = await import('./scan.js');
    return scanTarget(meta, input);
  },
});
