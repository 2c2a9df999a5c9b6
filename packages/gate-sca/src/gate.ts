import { defineGate, type GateMeta } from '@railgate/contract';

import { NEEDS } from './engines/needs.js';
import { Options } from './options.js';
import { rules } from './rules/index.js';

const meta: GateMeta = {
  id: 'sca',
  title: 'Railgate SCA',
  question: 'Does a dependency hold a known vulnerability?',
  scope: 'workspace',
  needs: NEEDS,
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
