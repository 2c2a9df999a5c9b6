import { describe, expect, it } from 'vitest';

import { basesInDoubt, newerBase, supportedBase, type BaseFacts } from '../../src/findings/base-advice.js';
import { findVulnerabilities } from '../../src/findings/vulnerabilities.js';
import { NOW, TRACE, lodash, useOf, viewOf, vulnerability } from '../made.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function factsOf(family: string, version: string, more: Partial<BaseFacts> = {}): BaseFacts {
  return { os: { family, version, endOfLife: false }, now: NOW, ...more };
}

const pull = (name: string) => `build again with \`docker build --pull\`, which fetches ${name} anew`;
const isThere = (name: string, more = '') =>
  ` (\`docker manifest inspect ${name}\` says whether it is there${more})`;
const tagsOf = (repository: string) =>
  `(\`skopeo list-tags docker://docker.io/${repository}\` shows what there is)`;

describe('a base image of the same line', () => {
  const moves = (name: string, instead: string) =>
    `start from \`${name}\`, the tag of the whole line, which moves on with each repair, where ${instead} stays with one version${isThere(name)}`;

  it.each([
    'node:20-alpine',
    'node:20-alpine3.22',
    'python:3.12-slim',
    'alpine:3.22',
    'debian:12-slim',
    'ubuntu:jammy',
  ])('ok: %s moves on by itself', (base) => {
    expect(newerBase(base, factsOf('alpine', '3.22.1'))).toBe(
      `${pull(base)}: its tag names a line, not one version`,
    );
  });

  it.each([
    ['node:20.11-alpine3.22', 'node:20-alpine3.22'],
    ['node:20.11.1', 'node:20'],
    ['python:3.12.4-slim-bookworm', 'python:3.12-slim-bookworm'],
    ['golang:1.23.4-alpine', 'golang:1.23-alpine'],
    ['eclipse-temurin:17.0.9_9-jre-jammy', 'eclipse-temurin:17-jre-jammy'],
    ['debian:12.4-slim', 'debian:12-slim'],
    ['debian:bookworm-20240110-slim', 'debian:bookworm-slim'],
    ['alpine:3.22.1', 'alpine:3.22'],
    ['ghcr.io/team/base:v1.2.3', 'ghcr.io/team/base:v1.2'],
  ])('ng: %s stays, %s is its line', (base, line) => {
    expect(newerBase(base, factsOf('alpine', '3.22.1'))).toBe(moves(line, base));
  });

  it.each([
    ['node', pull('node')],
    ['node:latest', pull('node:latest')],
    ['team/base:build-4711', pull('team/base:build-4711')],
    ['$BASE', pull('$BASE')],
    [
      `node:20@${DIGEST}`,
      'start from a newer digest of node:20: `docker buildx imagetools inspect node:20` shows the one of today',
    ],
  ])('broken: of %s nobody knows one without asking', (base, text) => {
    expect(newerBase(base, factsOf('alpine', '3.22.1'))).toBe(text);
  });
});

describe('a base image on a release that is supported', () => {
  const on = (name: string, release: string) =>
    `start from \`${name}\`: the same line on ${release}${isThere(name, '; if not, a newer version of it is the way')}`;
  const ALPINE = 'Alpine 3.22, which gets security updates until 2027-04-30';
  const DEBIAN = 'Debian 12, which gets security updates until 2028-06-10';
  const UBUNTU = 'Ubuntu 22.04, which gets security updates until 2027-04-23';

  it.each([
    ['node:20.11-alpine3.18', 'alpine', '3.18.6', on('node:20-alpine3.22', ALPINE)],
    ['alpine:3.18.6', 'alpine', '3.18.6', on('alpine:3.22', ALPINE)],
    ['debian:11', 'debian', '11.9', on('debian:12', DEBIAN)],
    ['debian:bullseye-slim', 'debian', '11.9', on('debian:bookworm-slim', DEBIAN)],
    ['python:3.9.2-slim-bullseye', 'debian', '11.9', on('python:3.9-slim-bookworm', DEBIAN)],
    ['ubuntu:20.04', 'ubuntu', '20.04', on('ubuntu:22.04', UBUNTU)],
    ['ubuntu:focal-20240101', 'ubuntu', '20.04', on('ubuntu:jammy', UBUNTU)],
    [`node:20-alpine3.18@${DIGEST}`, 'alpine', '3.18.6', on('node:20-alpine3.22', ALPINE)],
    [
      'amazonlinux:2',
      'amazon',
      '2 (Karoo)',
      on('amazonlinux:2023', 'Amazon Linux 2023, which gets security updates until 2028-03-15'),
    ],
  ])('ng: instead of %s', (base, family, version, text) => {
    expect(supportedBase(base, factsOf(family, version))).toBe(text);
  });

  it('ng: the one that is supported on the day of the run', () => {
    const facts = factsOf('alpine', '3.18.6', { now: new Date('2025-08-01') });
    expect(supportedBase('alpine:3.18', facts)).toContain('start from `alpine:3.19`');
  });

  it.each([
    [
      'whose tag names no release',
      'python:3.7-slim',
      'debian',
      `${pull('python:3.7-slim')}; if that holds the same release, nobody builds this line any more: take a newer version ${tagsOf('library/python')}`,
    ],
    [
      'whose tag names another release than it holds',
      'team/base:bullseye',
      'debian',
      `start from a release that is supported instead of team/base:bullseye ${tagsOf('team/base')}`,
    ],
    [
      'with a digest alone',
      `node@${DIGEST}`,
      'debian',
      `start from a newer digest of node: \`docker buildx imagetools inspect node\` shows the one of today; if that holds the same release, take a newer version ${tagsOf('library/node')}`,
    ],
    [
      'of a distribution that nobody here knows',
      'centos:7',
      'centos',
      `${pull('centos:7')}; if that holds the same release, nobody builds this line any more: take a newer version ${tagsOf('library/centos')}`,
    ],
    [
      'on the last release that is known',
      'alpine:3.23',
      'alpine',
      `start from a release that is supported instead of alpine:3.23 ${tagsOf('library/alpine')}`,
    ],
  ])('broken: of one %s nobody knows it without asking', (_name, base, family, text) => {
    expect(supportedBase(base, factsOf(family, family === 'alpine' ? '3.23.4' : '10.3'))).toBe(text);
  });
});

describe('the tags that a registry has', () => {
  const tags = (...names: readonly string[]) => ({ tags: new Map([['node', new Set(names)]]) });

  it('make sure of what was derived, and pass over what is not there', () => {
    const supported = (...names: readonly string[]) =>
      supportedBase('node:20-alpine3.18', factsOf('alpine', '3.18.6', tags(...names)));
    expect(supported('20-alpine3.22', '20-alpine3.23')).toMatch(
      /^start from `node:20-alpine3.22`.*2027-04-30$/,
    );
    expect(supported('20-alpine3.23')).toMatch(/^start from `node:20-alpine3.23`.*2027-11-01$/);
    expect(supported('22-alpine3.22')).toBe(
      `start from a newer version of node:20-alpine3.18: its line is not there for a release that is supported ${tagsOf('library/node')}`,
    );
    const line = (...names: readonly string[]) =>
      newerBase('node:20.1.2', factsOf('debian', '12', tags(...names)));
    expect(line('20')).toMatch(/^start from `node:20`.* stays with one version$/);
    expect(line('22')).toBe(`start from a newer version of node:20.1.2 ${tagsOf('library/node')}`);
  });

  it('are asked for where advice may name one, and only there', () => {
    const uses = ['node:20', 'node:20.1.2', 'alpine:3.22', 'node', `node:20.1@${DIGEST}`].map((name) => ({
      ...useOf('Dockerfile', 1),
      name,
    }));
    const of = (observed: Parameters<typeof viewOf>[0]) =>
      basesInDoubt([viewOf(observed, { trace: { ...TRACE, base: 'node:18-alpine3.18' }, uses })]);
    const asked = ['node:18-alpine3.18', 'node:20.1.2', 'alpine:3.22', `node:20.1@${DIGEST}`];
    expect(of({ vulnerabilities: [vulnerability()] })).toEqual(asked);
    expect(of({ os: { family: 'alpine', version: '3.18.6', endOfLife: true } })).toEqual(asked);
    expect(of({})).toEqual([]);
  });

  it('are those of this very image', () => {
    expect(newerBase('ghcr.io/a/node:20.1.2', factsOf('debian', '12', tags('20')))).toMatch(
      /says whether it is there\)$/,
    );
  });
});

describe('the whole advice', () => {
  const messageOf = (one: ReturnType<typeof vulnerability>, base: string, endOfLife = false): string => {
    const os = { family: 'alpine', version: '3.18.6', endOfLife };
    const view = viewOf({ vulnerabilities: [one], os }, { trace: { ...TRACE, base } });
    const [finding] = findVulnerabilities(view, { unfixable: 'report', now: NOW }).findings;
    return (
      finding?.message.replace(/^.* Known as CVE-\S+ /, '').replace(/^.*\. (?=Fixed|No fixed)/, '') ?? ''
    );
  };
  const inLanguage = lodash('4.17.20', { diffId: vulnerability().diffId ?? '' });

  it('has a way without the publisher where the distribution has the repair', () => {
    expect(messageOf(vulnerability(), 'node:20-alpine')).toBe(
      `Fixed in 1.36.1-r5: ${pull('node:20-alpine')}: its tag names a line, not one version; or upgrade it below the \`FROM\`: \`RUN apk add --no-cache --upgrade busybox\`.`,
    );
    expect(messageOf(inLanguage, 'node:20-alpine')).toBe(
      `Fixed in 4.17.21: ${pull('node:20-alpine')}: its tag names a line, not one version.`,
    );
  });

  it('leaves a release that gets no updates, also where nothing is repaired', () => {
    expect(messageOf(inLanguage, 'node:20-alpine3.18', true)).toMatch(
      /^Fixed in 4\.17\.21: start from `node:20-alpine3\.22`/,
    );
    expect(messageOf(vulnerability({ fixed: [] }), 'node:20-alpine3.18', true)).toMatch(
      /^No fixed version is known \(fixed\): start from `node:20-alpine3\.22`.*, or waive the finding/,
    );
  });

  it('stays bounded and on one line, whatever a Dockerfile names', () => {
    const evil = `node:20.1-\u001b[31m\n${'a'.repeat(5000)}`;
    for (const text of [
      newerBase(evil, factsOf('alpine', 'x')),
      supportedBase(evil, factsOf('\u001b', 'x')),
    ]) {
      // eslint-disable-next-line no-control-regex -- these are what it is about
      expect(text).not.toMatch(/[\u0000-\u001f]/);
      expect(text.length).toBeLessThan(1200);
    }
  });
});
