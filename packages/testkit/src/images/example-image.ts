import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { exampleFolder, type Example } from '../example.js';
import { debianFiles, type OsPackage } from './distributions.js';
import { imageOfDockerfile } from './dockerfile-image.js';
import { sampleStages } from './dockerfile-text.js';
import { file } from './files.js';
import type { ImageDescription, ImageStep } from './image.js';
import { npmPackage } from './packages.js';
import { secretFile } from './secrets.js';
import type { TarEntry } from './tar.js';

/** Services of the example with an image: `api` has one stage in the flawed example, `site` two. */
export type ExampleService = 'api' | 'site';

/** What the flawed base brings: one package with a repair, two of one source, two that nobody repairs. */
const FLAWED_OS: readonly OsPackage[] = [
  { name: 'curl', version: '7.88.1-10' },
  { name: 'libcurl4', version: '7.88.1-10', source: 'curl' },
  { name: 'libssl3', version: '3.0.9-1', source: 'openssl' },
  { name: 'tar', version: '1.34+dfsg-1.2' },
  { name: 'zlib1g', version: '1:1.2.13.dfsg-1', source: 'zlib' },
];
const FIXED_OS: readonly OsPackage[] = [
  { name: 'libssl3', version: '3.0.17-1~deb12u3', source: 'openssl' },
  { name: 'libcurl4', version: '7.88.1-10+deb12u14', source: 'curl' },
];

/** What instructions leave in the image, by how they start. */
const LEFT: Readonly<
  Record<Example, Readonly<Record<ExampleService, Readonly<Record<string, readonly TarEntry[]>>>>>
> = {
  flawed: {
    api: {
      'COPY . .': [file('app/package.json', '{"name":"itemize","private":true}'), secretFile()],
      'RUN npm install': [
        ...npmPackage('express', '4.17.1'),
        ...npmPackage('lodash', '4.17.20'),
        ...npmPackage('node-serialize', '0.0.4'),
      ],
    },
    site: {
      'COPY --from=build /app/.next/standalone': [
        ...npmPackage('next', '16.0.7'),
        ...npmPackage('minimist', '1.2.5'),
      ],
      'COPY --from=build /app/.next/static': [file('app/.next/static/chunk.js', '')],
    },
  },
  fixed: {
    api: { 'COPY --from=build': [...npmPackage('express', '5.2.1'), ...npmPackage('ws', '8.18.3')] },
    site: {
      'COPY --from=build /app/.next/standalone': npmPackage('next', '16.4.6'),
      'COPY --from=build /app/.next/static': [file('app/.next/static/chunk.js', '')],
    },
  },
};

/** The text of the service's Dockerfile, as it lies in the example. */
export function exampleDockerfile(which: Example, service: ExampleService = 'api'): string {
  return readFileSync(join(exampleFolder(which), 'apps', service, 'Dockerfile'), 'utf8');
}

/** The image of a service as if it were built, tagged `registry.test/itemize/SERVICE:1.0.0`. */
export function exampleImage(which: Example, service: ExampleService = 'api'): ImageDescription {
  return imageOfDockerfile(exampleDockerfile(which, service), {
    base: exampleBase(which, service),
    files: LEFT[which][service],
    tags: [`registry.test/itemize/${service}:1.0.0`],
  });
}

/** The image that the last `FROM` of the service's Dockerfile names, tagged so: Debian 12 with Node.js. */
export function exampleBase(which: Example, service: ExampleService = 'api'): ImageDescription {
  const from = sampleStages(exampleDockerfile(which, service)).stages.at(-1)?.from;
  if (from === undefined) throw new Error(`The Dockerfile of ${service} has no FROM.`);
  const flawed = which === 'flawed';
  return {
    tags: [from.rest],
    steps: nodeSteps(flawed ? FLAWED_OS : FIXED_OS, flawed ? npmPackage('minimist', '1.2.5', NPM) : []),
    settings: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NODE_VERSION=22.21.1'],
      Entrypoint: ['docker-entrypoint.sh'],
      Cmd: ['node'],
    },
  };
}

const NPM = 'usr/local/lib/node_modules/npm';

/** The history of Docker's official image of Node.js (docker-library/official-images), its long commands cut. */
function nodeSteps(packages: readonly OsPackage[], inNpm: readonly TarEntry[]): ImageStep[] {
  const comment = 'buildkit.dockerfile.v0';
  const users = 'node:x:1000:1000::/home/node:/bin/bash\n';
  return [
    {
      createdBy: `# debian.sh --arch 'amd64' out/ 'bookworm' '@1762202650'`,
      comment: 'debuerreotype 0.16',
      files: debianFiles({ version: '12', packages }),
    },
    {
      createdBy: `RUN /bin/sh -c groupadd --gid 1000 node   && useradd --uid 1000 --gid node --shell /bin/bash --create-home node # buildkit`,
      comment,
      files: [file('etc/passwd', `root:x:0:0:root:/root:/bin/bash\n${users}`)],
    },
    { createdBy: 'ENV NODE_VERSION=22.21.1', comment },
    {
      createdBy:
        'RUN /bin/sh -c ARCH= OPENSSL_ARCH= && dpkgArch="$(dpkg --print-architecture)"   && node --version   && npm --version # buildkit',
      comment,
      files: [...npmPackage('npm', '10.9.4', 'usr/local/lib', 'Artistic-2.0'), ...inNpm],
    },
    {
      createdBy: 'COPY docker-entrypoint.sh /usr/local/bin/ # buildkit',
      comment,
      files: [file('usr/local/bin/docker-entrypoint.sh', '#!/bin/sh\nset -e\nexec "$@"\n', { mode: 0o775 })],
    },
    { createdBy: 'ENTRYPOINT ["docker-entrypoint.sh"]', comment },
    { createdBy: 'CMD ["node"]', comment },
  ];
}
