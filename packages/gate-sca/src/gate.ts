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
  inputs: [],
  timeout: 600,
};

export const gate = defineGate({
  meta,
  options: Options,
  get rules() {
    return rules;
  },
  async skip({ files }) {
    const { isDependencyFile } = await import('@railgate/dependencies');
    if (files.some(({ path }) => isDependencyFile(path))) return undefined;
    return { kind: 'nothing-to-scan', message: 'There is no manifest and no lockfile.' };
  },
  async checkOptions({ licences }) {
    if (!licences) return [];
    const { problemsOfLicences } = await import('@railgate/kit');
    return problemsOfLicences(licences);
  },
  // What a registry or a service says changes from hour to hour, and so does what a wrapped tool finds.
  async dependsOn(_target, { root }, options) {
    const { engines, require } = options;
    const asked = new Set<string>([...engines, ...(require === 'all' ? [] : require)]);
    const asksRegistry =
      options.minimumAge > 0 || Object.values(options.licences).some((list) => list.length > 0);
    if (asked.size !== 1 || !asked.has('osv') || asksRegistry) return undefined;
    const { databaseState } = await import('./database-state.js');
    return databaseState(options.database, root);
  },
  async warmUp() {
    const { warmUp } = await import('./warm-up.js');
    await warmUp();
  },
  async scan(input) {
    const { scanTarget } = await import('./scan.js');
    return scanTarget(meta, input);
  },
});
