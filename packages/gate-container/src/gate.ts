import { defineGate, type GateMeta } from '@railgate/contract';

import { Options } from './options.js';
import { rules } from './rules/index.js';

const meta: GateMeta = {
  id: 'container',
  title: 'Railgate Container',
  question: 'Does an image hold a known vulnerability, a secret or an unsafe setting?',
  scope: 'workspace',
  needs: [
    {
      name: 'container engine',
      kind: 'required',
      why: 'Docker or Podman: it has the images, and runs the scanner where nothing can reach it. Archives and a `trivyBinary` do without.',
      install:
        'Install Docker or Podman, and let your user talk to its socket; `railgate doctor` says how on this machine.',
    },
    {
      name: 'Trivy',
      kind: 'required',
      why: 'Looks into the images. It runs in a container, from an image that is pinned by its digest.',
      install: 'Run `railgate doctor --pin`: it looks the digest of the image up and writes it down.',
    },
  ],
  inputs: [],
  timeout: 1800,
  cleanup: 15,
};

export const gate = defineGate({
  meta,
  options: Options,
  get rules() {
    return rules;
  },
  async skip({ files }, _workspace, options) {
    const named = options ? [...options.images, ...options.archives, ...options.build] : [];
    if (named.length > 0) return undefined;
    const message = 'No image is named, and there is no Dockerfile.';
    if (options?.baseImages === false) {
      return {
        kind: 'nothing-to-scan',
        message: 'No image is named, and base images are left alone (`baseImages`).',
      };
    }
    const { isDockerfile } = await import('@railgate/code');
    return files.some(({ path }) => isDockerfile(path)) ? undefined : { kind: 'nothing-to-scan', message };
  },
  async checkOptions(options) {
    const { problemsOfOptions } = await import('./option-problems.js');
    return problemsOfOptions(options);
  },
  // No `dependsOn`: what is behind the name of an image changes without a file of the repository, so no answer is kept.
  async scan(input) {
    const { scanTarget } = await import('./scan.js');
    return scanTarget(meta, input);
  },
});
