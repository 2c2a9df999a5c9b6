import { hash } from 'node:crypto';

import { languagePackages } from './language-packages.js';
import { osPackages } from './os-packages.js';
import { smallImage, type SmallImage } from './small-image.js';

/** The distribution that every database must know, and the advisory of its busybox. */
export const ALPINE = { family: 'alpine', release: '3.18.0', id: 'CVE-2022-48174' } as const;

export const FILE_SECRET = 'app/settings.env';

/**
 * The image in which each scanner must find something before it is believed: packages of a distribution and of every
 * language, a secret in a file and one in the configuration, a container that runs as root.
 */
export function knownBadImage(java: boolean): SmallImage {
  const packages = osPackages(ALPINE.family, ALPINE.release) ?? [];
  const files = new Map([...packages, ...languagePackages(java)]);
  files.set(FILE_SECRET, Buffer.from(`GITHUB_TOKEN=${madeUpToken('file')}\n`));
  return smallImage(files, { Env: [`GITHUB_PAT=${madeUpToken('configuration')}`] });
}

/** Nobody's: made here, so that nothing which looks like a secret stands in this program. */
function madeUpToken(seed: string): string {
  return `${'ghp'}_${hash('sha256', `canary ${seed}`).slice(0, 36)}`;
}
