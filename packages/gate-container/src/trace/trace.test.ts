import { describe, expect, it } from 'vitest';

import {
  BASE,
  buildkit,
  dockerfile,
  imageOf,
  layerLines,
  made,
  set,
  settingLines,
} from '../../test/trace/traced.js';
import { traceImage } from './trace.js';

const NODE = `FROM node:20-alpine AS build
WORKDIR /src
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:20-alpine
ARG PORT=3000
ENV NODE_ENV=production PORT=$PORT
WORKDIR /app
COPY --from=build /src/dist ./dist
COPY --from=ghcr.io/tools/wait:2 /wait /usr/local/bin/wait
RUN apk add --no-cache \\
    # what the health check asks with
    curl
USER node
HEALTHCHECK CMD curl -f http://localhost:3000/
CMD ["node", "dist/server.js"]
`;

const NODE_HISTORY = [
  ...BASE,
  set('/bin/sh -c #(nop)  ENV NODE_VERSION=20.11.1'),
  made('/bin/sh -c addgroup -g 1000 node'),
  ...buildkit(
    'ARG PORT=3000',
    'ENV NODE_ENV=production PORT=3000',
    'WORKDIR /app',
    'COPY /src/dist ./dist',
    'COPY /wait /usr/local/bin/wait',
    'RUN |1 PORT=3000 /bin/sh -c apk add --no-cache     curl',
    'USER node',
    'HEALTHCHECK {Test:[CMD-SHELL curl -f http://localhost:3000/] Interval:0s Timeout:0s StartPeriod:0s StartInterval:0s Retries:0}',
    'CMD ["node" "dist/server.js"]',
  ),
];

describe('multi-stage builds', () => {
  const image = imageOf(NODE_HISTORY);
  const trace = traceImage(image, [dockerfile(NODE)]);

  it('traces each layer to the line of the final stage, and those of the base image to its FROM', () => {
    expect(layerLines(image, trace)).toEqual(['base 8', 'base 8', 'own 11', 'own 12', 'own 13', 'own 14']);
    expect(trace.baseLayers).toBe(2);
    expect(trace.layers.get('sha256:5')?.region).toMatchObject({ startLine: 14, endLine: 16 });
    expect(trace.layers.get('sha256:5')?.instruction).toBe('RUN apk add --no-cache curl');
  });

  it('names the stage that something is copied from, and an image of elsewhere', () => {
    expect(trace.layers.get('sha256:3')?.source).toMatchObject({
      stage: 'build',
      image: 'node:20-alpine',
      region: { startLine: 1 },
    });
    expect(trace.layers.get('sha256:4')?.source).toEqual({ image: 'ghcr.io/tools/wait:2' });
  });

  it('traces settings, and points at the FROM of the stage for what is missing', () => {
    expect(settingLines(trace)).toEqual([
      'ARG 9',
      'ENV 10',
      'WORKDIR 11',
      'USER 17',
      'HEALTHCHECK 18',
      'CMD 19',
    ]);
    expect(trace.stage).toMatchObject({ keyword: 'FROM', region: { startLine: 8 } });
  });

  it('traces an image of an earlier stage, as `--target` builds it', () => {
    const target = imageOf([
      ...BASE,
      ...buildkit(
        'WORKDIR /src',
        'COPY package*.json ./',
        'RUN /bin/sh -c npm ci',
        'COPY . .',
        'RUN /bin/sh -c npm run build',
      ),
    ]);
    const traced = traceImage(target, [dockerfile(NODE)]);
    expect(layerLines(target, traced)).toEqual(['base 1', 'own 2', 'own 3', 'own 4', 'own 5', 'own 6']);
    expect(traceImage(target, [dockerfile(NODE)], { target: 'BUILD' }).dockerfile).toBe('Dockerfile');
    expect(traceImage(image, [dockerfile(NODE)], { target: 'build' }).unmapped).toMatch(/no Dockerfile/);
  });

  it('adds the instructions of the stage that the final one starts from', () => {
    const text =
      'FROM debian:12 AS common\nRUN apt-get install -y curl\nFROM common AS final\nCOPY server /usr/bin/server\n';
    const own = imageOf([
      ...BASE,
      ...buildkit('RUN /bin/sh -c apt-get install -y curl', 'COPY server /usr/bin/server'),
    ]);
    const traced = traceImage(own, [dockerfile(text)]);
    expect(layerLines(own, traced)).toEqual(['base 1', 'own 2', 'own 4']);
    expect(traced.base).toBe('debian:12');
    expect(traced.stage?.region.startLine).toBe(3);
  });
});

describe('arguments in FROM', () => {
  const text =
    'ARG REGISTRY=docker.io\nARG VERSION=20\nARG BASE=${REGISTRY}/node:${VERSION:-18}\nFROM --platform=$BUILDPLATFORM ${BASE} AS app\nRUN npm install --global pnpm@9\n';
  const image = imageOf([...BASE, ...buildkit('RUN /bin/sh -c npm install --global pnpm@9')]);

  it('puts their defaults in, those of other arguments included', () => {
    const trace = traceImage(image, [dockerfile(text)]);
    expect(trace.base).toBe('docker.io/node:20');
    expect(layerLines(image, trace)).toEqual(['base 4', 'own 5']);
  });

  it('puts in what the build was given', () => {
    expect(traceImage(image, [dockerfile(text)], { buildArguments: { VERSION: '22' } }).base).toBe(
      'docker.io/node:22',
    );
  });

  it('follows a stage that is named by the platform of the image', () => {
    const stages =
      'FROM a:1 AS base-amd64\nFROM a:2 AS base-arm64\nFROM base-${TARGETARCH}\nRUN npm install --global pnpm@9\n';
    const built = imageOf([...BASE, ...buildkit('RUN /bin/sh -c npm install --global pnpm@9')]);
    expect(traceImage(built, [dockerfile(stages)])).toMatchObject({ base: 'a:1', notes: [] });
    const arm = { ...built, config: { ...built.config, architecture: 'arm64', variant: 'v8' } };
    expect(traceImage(arm, [dockerfile(stages)]).base).toBe('a:2');
    // What is no platform is no value of an argument either.
    const odd = { ...built, config: { ...built.config, architecture: "arm64' AS" } };
    expect(traceImage(odd, [dockerfile(stages)]).base).toBe('base-${TARGETARCH}');
  });

  it('takes a base image whose name has no value for no other one', () => {
    const unsaid = 'ARG WHICH\nFROM ${WHICH}\nRUN npm install --global pnpm@9\n';
    const step = '/bin/sh -c npm install --global pnpm@9';
    const built = imageOf([...BASE, made(step, 'FROM docker.io/library/node:20')]);
    expect(traceImage(built, [dockerfile(unsaid)])).toMatchObject({ base: '${WHICH}', notes: [] });
  });

  it('says so when the history shows another base image', () => {
    const other = imageOf([
      ...BASE, set('/bin/sh -c #(nop)  ENV NODE_VERSION=22.1.0'), ...buildkit('RUN /bin/sh -c npm install --global pnpm@9'),
    ]); // prettier-ignore
    const trace = traceImage(other, [dockerfile(text)], { dockerfile: 'Dockerfile' });
    expect(trace.base).toBe('docker.io/node:20');
    expect(trace.notes).toEqual([
      'The history shows another base image than docker.io/node:20, which the Dockerfile names.',
    ]);
  });

  it('finds the stage that an argument names', () => {
    const staged =
      'ARG VARIANT=debug\nFROM debian:12 AS debug\nRUN apt-get install -y strace gdb\nFROM ${VARIANT}\nCOPY server /usr/bin/server\n';
    const own = imageOf([
      ...BASE,
      ...buildkit('RUN /bin/sh -c apt-get install -y strace gdb', 'COPY server /usr/bin/server'),
    ]);
    expect(layerLines(own, traceImage(own, [dockerfile(staged)]))).toEqual(['base 2', 'own 3', 'own 5']);
  });

  it('leaves an argument without a value as it stands', () => {
    expect(
      traceImage(image, [dockerfile('ARG TAG\nFROM node:${TAG}\nRUN npm install --global pnpm@9\n')]).base,
    ).toBe('node:${TAG}');
  });
});

describe('several Dockerfiles', () => {
  const web = dockerfile(
    'FROM nginx:1.27\nCOPY dist /usr/share/nginx/html\nCOPY nginx.conf /etc/nginx/nginx.conf\n',
    'web/Dockerfile',
  );
  const api = dockerfile(
    'FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]\n',
    'api/Dockerfile',
  );
  const image = imageOf([
    ...BASE,
    ...buildkit('WORKDIR /app', 'COPY . .', 'RUN /bin/sh -c npm ci --omit=dev', 'CMD ["node" "server.js"]'),
  ]);

  it('takes the one whose instructions the image has', () => {
    expect(traceImage(image, [web, api])).toMatchObject({ dockerfile: 'api/Dockerfile', base: 'node:20' });
  });

  it('takes the longer one, where one ends as the other does', () => {
    const short = dockerfile(
      'FROM ghcr.io/acme/app\nRUN npm ci --omit=dev\nCMD ["node", "server.js"]\n',
      'short/Dockerfile',
    );
    expect(traceImage(image, [short, api]).dockerfile).toBe('api/Dockerfile');
    expect(traceImage(image, [api, short]).dockerfile).toBe('api/Dockerfile');
  });

  it('does not take one whose instructions the image begins with', () => {
    const more = imageOf([...image.history, ...buildkit('RUN /bin/sh -c npm prune --production')]);
    expect(traceImage(more, [api]).unmapped).toMatch(/no Dockerfile of the repository/);
  });

  it('guesses nothing between two that are alike, and names both', () => {
    const twin = dockerfile(api.text, 'worker/Dockerfile');
    const trace = traceImage(image, [api, twin]);
    expect(trace.unmapped).toBe('api/Dockerfile and worker/Dockerfile fit its history equally well.');
    expect(trace).toMatchObject({ layers: new Map(), settings: [] });
    expect(trace.dockerfile).toBeUndefined();
    expect(traceImage(image, [api, twin], { dockerfile: 'worker/Dockerfile' }).dockerfile).toBe(
      'worker/Dockerfile',
    );
  });

  it('tells two apart that differ in the base image, by the version that the base image shows', () => {
    const older = dockerfile(api.text.replace('node:20', 'node:18'), 'legacy/Dockerfile');
    const shown = imageOf([
      ...BASE,
      set('ENV NODE_VERSION=18.20.2', 'buildkit.dockerfile.v0'),
      ...image.history.slice(2),
    ]);
    expect(traceImage(shown, [api, older]).dockerfile).toBe('legacy/Dockerfile');
  });

  it('tells two apart by the layers of the base images that are at hand', () => {
    const older = dockerfile(api.text.replace('node:20', 'node:18'), 'legacy/Dockerfile');
    const bases = new Map([['node:20', ['sha256:9', 'sha256:8']], ['node:18', ['sha256:0']]]); // prettier-ignore
    expect(traceImage(image, [api, older], { bases }).dockerfile).toBe('legacy/Dockerfile');
  });

  it('guesses nothing between two that differ in what the history does not show', () => {
    const hash = 'f26712d186bfac8aef78d55fc8197bba3b8a4aa2645774edb8157100f3cf47e5';
    const classic = imageOf([
      ...BASE,
      made('/bin/sh -c npm install --global pnpm@9.1'),
      made(`/bin/sh -c #(nop) COPY file:${hash} in /srv/www/ `),
    ]);
    const text = 'FROM node:20\nRUN npm install --global pnpm@9.1\nCOPY SOURCE /srv/www/\n';
    const short = dockerfile(text.replace('SOURCE', 'a'), 'a/Dockerfile');
    const long = dockerfile(text.replace('SOURCE', 'b'.repeat(100)), 'b/Dockerfile');
    expect(traceImage(classic, [short, long]).unmapped).toBe(
      'a/Dockerfile and b/Dockerfile fit its history equally well.',
    );
    expect(traceImage(classic, [long]).dockerfile).toBe('b/Dockerfile');
  });

  it('asks for more than what everybody writes', () => {
    const common = dockerfile('FROM node:20\nCOPY . .\nCMD ["npm", "start"]\n');
    const any = imageOf([...BASE, ...buildkit('COPY . .', 'CMD ["npm" "start"]')]);
    expect(traceImage(any, [common]).unmapped).toMatch(/^Dockerfile fits, and so would any other/);
    expect(traceImage(any, [common], { dockerfile: 'Dockerfile' }).dockerfile).toBe('Dockerfile');
  });

  it('takes no image for ours that we only start from', () => {
    const nginx = imageOf([
      ...BASE,
      set('ENV NGINX_VERSION=1.27.0', 'buildkit.dockerfile.v0'),
      set('CMD ["nginx" "-g" "daemon off;"]'),
    ]);
    expect(
      traceImage(nginx, [dockerfile('FROM nginx:1.27\nCMD ["nginx", "-g", "daemon off;"]\n')]).dockerfile,
    ).toBeUndefined();
  });
});

describe('the base image', () => {
  const text = 'FROM debian:12\nRUN apt-get install -y curl\nCOPY server /usr/bin/server\n';
  const entries = buildkit('RUN /bin/sh -c apt-get install -y curl', 'COPY server /usr/bin/server');
  const image = imageOf([...BASE, ...entries]);
  const withBase = (...layers: string[]) =>
    traceImage(image, [dockerfile(text)], { bases: new Map([['debian:12', layers]]) });

  it('is confirmed by its layers', () => {
    expect(withBase('sha256:0')).toMatchObject({ baseLayers: 1, notes: [] });
  });

  it('contradicts the history when it holds a layer that a line of ours would have made', () => {
    expect(withBase('sha256:0', 'sha256:1').unmapped).toMatch(/no Dockerfile/);
  });

  it('may have moved since', () => {
    expect(withBase('sha256:7').notes).toEqual([
      'What debian:12 names today is not the image that this one was built on.',
    ]);
    expect(withBase('sha256:7').baseLayers).toBe(1);
  });

  it('brings what its ONBUILD does, which is in no line of ours', () => {
    const onbuild = imageOf([...BASE, ...buildkit('RUN /bin/sh -c echo of the base image'), ...entries]);
    const trace = traceImage(onbuild, [dockerfile(text)], { bases: new Map([['debian:12', ['sha256:0']]]) });
    expect(layerLines(onbuild, trace)).toEqual(['base 1', 'base 1', 'own 2', 'own 3']);
    expect(trace.baseLayers).toBe(1);
  });

  it('is all there is for a Dockerfile of one FROM, where that is known to be the one', () => {
    const bare = dockerfile('FROM debian:12\n');
    expect(traceImage(imageOf(BASE), [bare]).unmapped).toBeDefined();
    const trace = traceImage(imageOf(BASE), [bare], { dockerfile: 'Dockerfile' });
    expect(layerLines(imageOf(BASE), trace)).toEqual(['base 1']);
  });

  it('is none for scratch, where the history has nothing else', () => {
    const scratch = dockerfile('FROM scratch\nCOPY server /usr/bin/server\n');
    const own = imageOf(buildkit('COPY server /usr/bin/server'));
    const trace = traceImage(own, [scratch]);
    expect(trace).toMatchObject({ baseLayers: 0, dockerfile: 'Dockerfile' });
    expect(trace.base).toBeUndefined();
    expect(traceImage(imageOf([...BASE, ...own.history]), [scratch]).unmapped).toBeDefined();
  });
});

describe('what messages and identities are made of', () => {
  it('shows the names of variables and never their values', () => {
    const text =
      'FROM node:20\nARG NPM_TOKEN=npm_0123456789\nENV API_KEY=sk-0123456789 MODE=a\nLABEL key=value-0123456789\nRUN npm run build --workspaces\n';
    const image = imageOf([
      ...BASE,
      ...buildkit('ARG NPM_TOKEN=npm_0123456789', 'ENV API_KEY=sk-0123456789 MODE=a', 'LABEL key=value-0123456789', 'RUN |1 NPM_TOKEN=npm_0123456789 /bin/sh -c npm run build --workspaces'),
    ]); // prettier-ignore
    const trace = traceImage(image, [dockerfile(text)]);
    expect(trace.settings.map(({ instruction }) => instruction)).toEqual([
      'ARG NPM_TOKEN',
      'ENV API_KEY MODE',
      'LABEL',
    ]);
    expect(JSON.stringify([trace, [...trace.layers]])).not.toContain('0123456789');
  });

  it('makes what terminals act on visible', () => {
    const image = imageOf([
      ...BASE,
      ...buildkit('RUN /bin/sh -c echo \u001b[31mred, and this goes on for a while'),
    ]);
    const trace = traceImage(image, [
      dockerfile('FROM a\nRUN echo \u001b[31mred, and this goes on for a while\n'),
    ]);
    expect(trace.layers.get('sha256:1')?.instruction).toBe(
      'RUN echo \\u001b[31mred, and this goes on for a while',
    );
  });
});
