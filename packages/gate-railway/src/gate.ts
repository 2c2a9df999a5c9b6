import { cleanText, defineGate, type GateMeta } from '@railgate/contract';

import { Options } from './options.js';
import { RULES } from './rules/index.js';
import { serviceMapOf } from './services/service-map.js';

const meta: GateMeta = {
  id: 'railway',
  title: 'Railgate Railway',
  question: 'Will Railway build and run what this repository declares?',
  scope: 'project',
  needs: [],
  // Services import from each other, and their configuration may stand anywhere.
  inputs: ['**'],
  timeout: 120,
};

export const gate = defineGate({
  meta,
  options: Options,
  get rules() {
    return RULES;
  },
  skip(target, workspace) {
    const map = serviceMapOf(workspace);
    if (!map.marked) {
      return {
        kind: 'nothing-to-scan',
        message:
          'Nothing of Railway in this repository: no railway.toml, railway.json, railpack.json, .railway/ or declared service.',
      };
    }
    const { services, iac, misnamed } = map.of(target);
    if (services.length + iac.length + misnamed.length > 0) return undefined;
    const where = target.path === '.' ? 'the repository root' : cleanText(target.path);
    return {
      kind: 'nothing-to-scan',
      message: `No Railway configuration, Dockerfile or Procfile in ${where}.`,
    };
  },
  // What git knows decides about the first step of the checklist.
  async dependsOn(_target, { root }) {
    const { gitState } = await import('@railgate/kit');
    return gitState(root);
  },
  async warmUp() {
    const { warmUp } = await import('./scan.js');
    await warmUp();
  },
  async scan(input) {
    const { scanTarget } = await import('./scan.js');
    return scanTarget(meta, input);
  },
});
