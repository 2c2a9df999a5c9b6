import { describe, expect, it } from 'vitest';

import { dockerfileOf } from '../../src/look/dockerfile-of.js';

const buildkit = 'buildkit.dockerfile.v0';
const layer = (createdBy: string, comment?: string) => ({
  createdBy,
  emptyLayer: false,
  ...(comment !== undefined && { comment }),
});
const empty = (createdBy: string, comment?: string) => ({ ...layer(createdBy, comment), emptyLayer: true });
const config = { os: 'linux', architecture: 'amd64', env: [], labels: {} };
const linesOf = (history: readonly ReturnType<typeof layer>[], more: object = {}) =>
  dockerfileOf({ config: { ...config, ...more }, history })
    .split('\n')
    .slice(0, -1);

describe('the Dockerfile that an image is judged as', () => {
  it('has the instructions of BuildKit, without marks, arguments and shell', () => {
    const history = [
      empty('ARG TAG=1', buildkit),
      layer('RUN |1 TAG=1 /bin/sh -c apk add curl # buildkit', buildkit),
      layer('COPY a b # buildkit', buildkit),
      empty('ENV A=1 B=2', buildkit),
      empty('EXPOSE map[22/tcp:{}]', buildkit),
      empty('EXPOSE [8080/tcp 9/udp]', buildkit),
      empty('EXPOSE map[]', buildkit),
      empty('HEALTHCHECK &{["CMD-SHELL" "x"] "30s"}', buildkit),
      empty('ENTRYPOINT ["/a"]', buildkit),
      empty('LABEL a=b', buildkit),
      layer('COPY nowhere # buildkit', buildkit),
    ];
    expect(linesOf(history, { user: '1000', healthcheck: ['CMD-SHELL', 'curl\nlocalhost'] })).toEqual([
      'ARG TAG=1', 'RUN apk add curl', 'COPY a b', 'ENV A="1 B=2"', 'EXPOSE 22/tcp', 'EXPOSE 8080/tcp 9/udp',
      'HEALTHCHECK CMD curl localhost', 'ENTRYPOINT ["/a"]', 'USER 1000',
    ]); // prettier-ignore
  });

  it('has an instruction where nobody set anything: Trivy reads none without', () => {
    expect(linesOf([])).toEqual(['FROM scratch']);
    expect(linesOf([layer(''), empty('LABEL a=b', buildkit)])).toEqual(['FROM scratch']);
    expect(linesOf([layer('')], { user: '1000' })).toEqual(['USER 1000']);
  });

  it('has those of the classic builder, commands too', () => {
    const history = [
      layer('/bin/sh -c #(nop) COPY file:abc in /app '),
      layer('/bin/sh -c apt-get update'),
      empty('/bin/sh -c #(nop)  USER node'),
      empty('/bin/sh -c #(nop)  HEALTHCHECK NONE'),
    ];
    expect(linesOf(history)).toEqual(['COPY file:abc /app', 'RUN apt-get update', 'USER node', 'HEALTHCHECK NONE']);
  }); // prettier-ignore

  it('begins behind the last CMD of its base image, and keeps its own', () => {
    const history = [
      layer('RUN base # buildkit', buildkit),
      empty('USER root', buildkit),
      empty('CMD ["sh"]', buildkit),
      layer('RUN own # buildkit', buildkit),
      empty('CMD ["own"]', buildkit),
      empty('USER 1', buildkit),
    ];
    expect(linesOf(history)).toEqual(['RUN own', 'USER 1']);
  });

  it('has no instruction that nobody wrote, and heredocs as they are', () => {
    const history = [
      layer('RUN /bin/sh -c a\nUSER 1000\r\nHEALTHCHECK NONE # buildkit', buildkit),
      layer('RUN /bin/sh -c ends with \\\\ # buildkit', buildkit),
      layer('RUN /bin/sh -c cat <<EOF\n  in\nEOF # buildkit', buildkit),
    ];
    expect(linesOf(history)).toEqual([
      'RUN a USER 1000 HEALTHCHECK NONE', 'RUN ends with ', 'RUN cat <<EOF', '  in', 'EOF',
    ]); // prettier-ignore
  });

  it.each([
    ['blanks', ' '.repeat(1_000_000)],
    ['backslashes', '\\'.repeat(100_000)],
    ['copies', 'file:'.repeat(200_000)],
    ['equals', '='.repeat(1_000_000)],
  ])('is made in time from an instruction of a million: %s', (_, text) => {
    for (const word of ['COPY', 'ENV', 'RUN', 'EXPOSE'])
      expect(linesOf([layer(`/bin/sh -c #(nop) ${word} x${text}y${text}`)]).length).toBeLessThan(3);
  }, 10_000); // prettier-ignore
});
