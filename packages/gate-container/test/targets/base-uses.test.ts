import { parseDockerfile } from '@railgate/code/reader';
import { describe, expect, it } from 'vitest';

import { baseUses } from '../../src/targets/base-uses.js';

function usesOf(text: string, platform = 'linux/amd64') {
  const parsed = parseDockerfile('api/Dockerfile', text);
  if (parsed.kind !== 'document') throw new Error('It was to be read.');
  return baseUses(parsed.document, platform);
}
const shown = (text: string, platform?: string) =>
  usesOf(text, platform).uses.map(
    ({ name, at, isFinal }) => `${at.region.startLine} ${name}${isFinal ? '' : ' (builds)'}`,
  );

describe('the images that a Dockerfile starts from', () => {
  it.each([
    ['one', 'FROM node:22\nRUN a', ['1 node:22']],
    [
      'each stage',
      'FROM node:22 AS build\nRUN a\nFROM nginx:1.27\nCOPY --from=build /a /a',
      ['1 node:22 (builds)', '3 nginx:1.27'],
    ],
    ['no stage, whatever its case', 'FROM node:22 AS Build\nFROM build AS test\nFROM TEST', ['1 node:22']],
    ['a stage that nothing comes from', 'FROM a:1 AS x\nFROM b:1 AS y\nFROM x', ['1 a:1', '2 b:1 (builds)']],
    [
      'an image of the name of a later stage',
      'FROM build\nFROM node:22 AS build',
      ['1 build (builds)', '2 node:22'],
    ],
    [
      'not scratch',
      'FROM golang:1.23 AS build\nFROM scratch\nCOPY --from=build /a /a',
      ['1 golang:1.23 (builds)'],
    ],
    ['arguments', 'ARG V=22\nARG BASE=node:${V}\nFROM ${BASE}-slim', ['3 node:22-slim']],
    ['a digest', `FROM node:22@sha256:${'a'.repeat(64)}`, [`1 node:22@sha256:${'a'.repeat(64)}`]],
    ['a platform of its own', 'FROM --platform=$BUILDPLATFORM node:22 AS b\nFROM b', ['1 node:22']],
  ])('%s', (_, text, uses) => {
    expect(shown(text)).toEqual(uses);
    expect(usesOf(text).unknown).toEqual([]);
  });

  it.each([
    [
      'a stage that is named by the platform',
      'FROM a:1 AS base-amd64\nFROM a:2 AS base-arm64\nFROM base-${TARGETARCH}',
      ['1 a:1', '2 a:2 (builds)'],
    ],
    [
      'one that an argument names by it',
      'ARG WHICH=base-$TARGETARCH\nFROM a:1 AS base-amd64\nFROM $WHICH',
      ['2 a:1'],
    ],
    [
      'a default of the file before what BuildKit sets',
      'ARG TARGETARCH=mips\nFROM a:1-$TARGETARCH',
      ['2 a:1-mips'],
    ],
    ['a declaration that has none', 'ARG TARGETARCH\nFROM a:1-$TARGETARCH', ['2 a:1-amd64']],
  ])('follows %s', (_, text, uses) => {
    expect(shown(text)).toEqual(uses);
    expect(usesOf(text).unknown).toEqual([]);
  });

  it('knows the arguments that BuildKit sets', () => {
    expect(shown('FROM agent:1-${TARGETOS}-${TARGETARCH}${TARGETVARIANT}', 'linux/arm64/v8')).toEqual([
      '1 agent:1-linux-arm64v8',
    ]);
  });

  it.each([
    [
      'an argument without a default',
      'ARG V\nFROM node:${V}',
      2,
      'nothing in the Dockerfile says what ${V} is',
    ],
    [
      'one that another holds',
      'ARG V\nARG BASE=node:${V}\nFROM $BASE',
      3,
      'nothing in the Dockerfile says what ${V} is',
    ],
    ['one that nobody declares', 'FROM $BASE', 1, 'nothing in the Dockerfile says what $BASE is'],
    ['no name', 'FROM Node:22', 1, 'that is no name of an image'],
  ])('broken: %s', (_, text, line, why) => {
    const { uses, unknown } = usesOf(text);
    expect(uses).toEqual([]);
    expect(unknown).toMatchObject([
      { gap: { code: 'PART_SKIPPED', path: 'api/Dockerfile', line }, isFinal: true },
    ]);
    expect(unknown[0]?.gap.message).toContain(why);
  });
});
