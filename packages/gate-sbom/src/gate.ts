import { defineGate, type GateMeta } from '@railgate/contract';

import { Options } from './options.js';
import { rules } from './rules/index.js';

const meta: GateMeta = {
  id: 'sbom',
  title: 'Railgate SBOM',
  question: 'Is every dependency listed in a bill of materials?',
  scope: 'workspace',
  needs: [
    {
      name: 'npm',
      kind: 'optional',
      why: 'Confirms through cyclonedx-npm what the lockfiles of npm hold.',
      version: ['--version'],
      install: 'It comes with Node (https://nodejs.org).',
    },
    {
      name: 'cdxgen',
      kind: 'optional',
      why: 'Confirms what other lockfiles hold, where the option `engines` names it.',
      version: ['--version'],
      install: 'Install cdxgen 12.8.4: `npm install --global @cyclonedx/cdxgen@12.8.4 --omit=optional`.',
    },
  ],
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
  // What a lockfile holds is asked of npm, whose versions may differ in it. A cdxgen tells its version when it is asked, and no
  // sooner.
  async dependsOn(_target, { root }, { engines, require }) {
    const asked = new Set<string>([...engines, ...(require === 'all' ? [] : require)]);
    if (asked.has('cdxgen')) return undefined;
    if (asked.size === 0) return '';
    const { npmVersion } = await import('@railgate/dependencies');
    const version = npmVersion(root);
    return version === undefined ? undefined : `npm ${version}`;
  },
  async scan(input) {
    const { scanTarget } = await import('./scan.js');
    return scanTarget(meta, input);
  },
});
