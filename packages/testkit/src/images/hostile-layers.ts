import { alpineBase } from './distributions.js';
import { file, folder, hardlink, symlink, whiteout } from './files.js';
import type { ImageDescription } from './image.js';
import { npmPackage } from './packages.js';
import type { TarEntry } from './tar.js';

/** What nobody may ever see outside of the image. */
export const ESCAPED = 'railgate-escaped';

const CONTENT = 'out of the image';
/** Clears a terminal, sets its title, forges a line of a log, turns the text's direction. */
const ESCAPES = '\u001b[2J\u001b]0;owned\u0007\n::error::forged\r\u202egpj.exe';

/**
 * Layers made to harm whoever unpacks or prints them. The image around them is whole, so that the rest of it can be known: its
 * base and its lodash 4.17.20 are found, and nothing named `ESCAPED` comes to be anywhere.
 */
export const HOSTILE_LAYERS: Readonly<Record<string, readonly TarEntry[]>> = {
  'symbolic link out, and a file through it': [
    symlink('app/out', '../../../../../../../../tmp'),
    file(`app/out/${ESCAPED}`, CONTENT),
  ],
  'absolute symbolic link, and a file through it': [
    symlink('app/tmp', '/tmp'),
    file(`app/tmp/${ESCAPED}`, CONTENT),
  ],
  'hard link to a file of the host': [hardlink('app/passwd', '../../../../../../../../etc/passwd')],
  'hard link to an absolute name': [hardlink('app/shadow', '/etc/shadow')],
  'names with ..': [
    file(`../../../../../../../../tmp/${ESCAPED}`, CONTENT),
    file(`app/../../${ESCAPED}`, CONTENT),
  ],
  'absolute names': [file(`/tmp/${ESCAPED}`, CONTENT)],
  'names with escape sequences': [
    file(`app/${ESCAPES}.txt`, CONTENT),
    ...npmPackage(ESCAPES, '1.0.0'),
    file('app/\u0001\u007f\u0085', CONTENT),
  ],
  'package with escape sequences': [
    file(
      'app/node_modules/x/package.json',
      JSON.stringify({ name: ESCAPES, version: ESCAPES, license: ESCAPES }),
    ),
  ],
  'names of the prototype': [
    ...npmPackage('__proto__', '1.0.0'),
    ...npmPackage('constructor', '1.0.0'),
    file('__proto__/polluted', CONTENT),
  ],
  'the same name again and again': Array.from({ length: 50 }, (_, i) => file('app/again', String(i))),
  'a file that becomes a folder': [
    file('app/both', CONTENT),
    folder('app/both'),
    file('app/both/inside', CONTENT),
  ],
  'links in a circle': [symlink('app/a', 'b'), symlink('app/b', 'a'), symlink('app/self', 'self')],
  'devices and pipes': [
    { path: 'dev/zero', type: 'device', mode: 0o666 },
    { path: 'app/pipe', type: 'fifo' },
  ],
  'a path of 4,000 characters': [file(`app/${'d/'.repeat(2000)}end`, CONTENT)],
  'a name of 255 bytes': [file(`app/${'é'.repeat(127)}`, CONTENT)],
  'empty and odd names': [file('./', ''), file('app/./dot', CONTENT), file('app//twice', CONTENT)],
  'a whiteout of nothing': [whiteout('app/never-there'), file('app/.wh.', ''), file('.wh..', '')],
};

/** @param kind key of `HOSTILE_LAYERS` */
export function hostileImage(kind: string): ImageDescription {
  const files = HOSTILE_LAYERS[kind];
  if (files === undefined) throw new Error(`There is no hostile layer ${kind}.`);
  return {
    tags: ['registry.test/hostile:1'],
    steps: [
      ...alpineBase({ version: '3.18.4', packages: [{ name: 'busybox', version: '1.36.1-r0' }] }),
      {
        createdBy: 'COPY . . # buildkit',
        comment: 'buildkit.dockerfile.v0',
        files: [...files, ...npmPackage('lodash', '4.17.20')],
      },
    ],
  };
}

/** The same with a layer that hides the list of packages: a link to a file of the host, or to nothing. */
export function hiddenPackageList(target: string): ImageDescription {
  const image = hostileImage('links in a circle');
  const files = [symlink('lib/apk/db/installed', target), symlink('etc/os-release', target)];
  return { ...image, steps: [...image.steps, { createdBy: 'COPY . . # buildkit', files }] };
}
