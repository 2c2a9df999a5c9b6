import { alpineBase, file, npmPackage, pythonPackage, type ImageDescription } from '@railgate/testkit';

const BUSYBOX = { name: 'busybox', version: '1.36.1-r0' };
const FIXED = { ...BUSYBOX, version: '1.36.1-r9' };

/** The start of an image of Alpine, with a busybox of which an advisory is known, or without. */
export const vulnerableAlpine = () => alpineBase({ version: '3.18.4', packages: [BUSYBOX] });
export const fixedAlpine = () => alpineBase({ version: '3.18.4', packages: [FIXED] });

export const step = (createdBy: string, ...files: ReturnType<typeof file>[]) => ({ createdBy, files });

/** Made up, so that nothing that looks real stands here. */
export const TOKEN = `${'ghp'}_${'0a1B'.repeat(9)}`;

export const FLAWED: ImageDescription = {
  steps: [
    ...vulnerableAlpine(),
    step(
      'COPY node_modules ./node_modules # buildkit',
      ...npmPackage('lodash', '4.17.20'),
      ...pythonPackage('jinja2', '2.4.1'),
    ),
    step('COPY .env . # buildkit', file('app/.env', `GITHUB_TOKEN=${TOKEN}\n`)),
  ],
  settings: { Env: [`GITHUB_PAT=${TOKEN}`] },
};

export const CLEAN: ImageDescription = {
  steps: [...fixedAlpine(), step('COPY x', ...npmPackage('lodash', '4.17.21'))],
  settings: { User: '1000' },
};
