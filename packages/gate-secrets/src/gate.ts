import { defineGate, type GateMeta } from '@railgate/contract';

import { NEEDS } from './engines/needs.js';
import { Options } from './options.js';
import { allRules } from './rules/index.js';

const meta: GateMeta = {
  id: 'secrets',
  title: 'Railgate Secrets',
  question: 'Does the repository hold a secret?',
  scope: 'workspace',
  needs: NEEDS,
  inputs: [],
  timeout: 600,
  staged: true,
};

export const gate = defineGate({
  meta,
  options: Options,
  get rules() {
    return allRules();
  },
  skip({ files }, { staged = false }, options) {
    const hasHistory = !staged && options !== undefined && options.history !== false;
    if (files.length > 0 || hasHistory) return undefined;
    return { kind: 'nothing-to-scan', message: 'There is no file.' };
  },
  async checkOptions({ rules: given = [] }) {
    if (given.length === 0) return [];
    const { problemsOfRules } = await import('./user-rules/index.js');
    return problemsOfRules(given);
  },
  // Git knows what is tracked and ignored, and the history. What another engine would say may change with that engine.
  async dependsOn(_target, { root }, options) {
    if (options.engines.length + options.require.length > 0) return undefined;
    const { gitState } = await import('@railgate/kit');
    return gitState(root);
  },
  async warmUp() {
    const { prove } = await import('./scan.js');
    prove();
  },
  async scan(input) {
    const { scanTarget } = await import('./scan.js');
    return scanTarget(meta, input);
  },
});
