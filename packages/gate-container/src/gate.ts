import { defineGate, type GateMeta } from '@railgate/contract';

import { Options } from './options.js';
import { rules } from './rules/index.js';

const meta: GateMeta = {
  id: 'container',
  title: 'Railgate Container',
  question: 'Does an image hold a known vulnerability, a secret or an unsafe setting?',
  scope: 'workspace',
  needs: [],
  inputs: ['**/*'],
  timeout: 1800,
};

export const gate = defineGate({
  meta,
  options: Options,
  rules,
  skip() {
    return { kind: 'nothing-to-scan', message: 'No image is named, and there is no Dockerfile.' };
  },
  async scan(input) {
    const { scanTarget } = await import('./scan.js');
    return scanTarget(meta, input);
  },
});
