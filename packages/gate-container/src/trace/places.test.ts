import { expect, it } from 'vitest';

import { BASE, buildkit, dockerfile, imageOf } from '../../test/trace/traced.js';
import { quotedCause } from './places.js';
import { traceImage } from './trace.js';

const TEXT = `FROM node:20
ENV MODE=production
ENV API_KEY=x OTHER=y
USER root
COPY --chown=1:1 package.json /srv/
RUN apt-get update && \\
    apt-get install -y curl git make gcc g++ python3 build-essential pkg-config libvips libvips-dev imagemagick ghostscript
RUN npm ci
USER root:root
ADD files.txt /srv/
`;
const texts = ['ENV MODE=production', 'ENV API_KEY=x OTHER=y', 'USER root', 'COPY package.json /srv/', 'RUN /bin/sh -c apt-get update &&     apt-get install -y curl git make gcc g++ python3 build-essential pkg-config libvips libvips-dev imagemagick ghostscript', 'RUN /bin/sh -c npm ci', 'USER root:root', 'ADD files.txt /srv/']; // prettier-ignore
const trace = traceImage(imageOf([...BASE, ...buildkit(...texts)]), [dockerfile(TEXT)]);

it.each([
  ['ENV API_KEY="[redacted]"', 3],
  ['ENV OTHER=y', 3],
  ['ENV MODE production', 2],
  ['USER root', 4],
  ['USER root:root', 9],
  ['COPY package.json /srv/', 5],
  ['RUN apt-get update &&     apt-get install -y curl git make gcc', 6],
  [
    'RUN apt-get update && apt-get install -y curl git make gcc g++ python3 build-essential pkg-config libvips libvips-dev imagemagick ghostscript',
    6,
  ],
  ['RUN npm ci', 8],
  // The only one of its kind, whatever the builder made of its text.
  ['ADD file:0123456789abcdef in /srv/', 10],
  // Nothing of ours: the FROM.
  ['USER nobody', 1],
  ['HEALTHCHECK NONE', 1],
  [undefined, 1],
] as const)('%j is on line %i', (quoted, line) => {
  expect(quotedCause(trace, quoted)?.region.startLine).toBe(line);
});

it('has no place in an image that no Dockerfile explains', () => {
  expect(quotedCause({ instructions: [] }, 'USER root')).toBeUndefined();
});
