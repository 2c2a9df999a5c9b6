import { describe, expect, it } from 'vitest';

import { parseDockerfile } from '../src/reader.js';

function imagesOf(text: string): string[] {
  const parsed = parseDockerfile('Dockerfile', text);
  if (parsed.kind !== 'document') throw new Error('It was to be read.');
  return parsed.document.stages.map(({ image }) => image);
}

describe('the image that FROM names', () => {
  it.each([
    ['a default', 'ARG V=22\nFROM node:${V}-slim', 'node:22-slim'],
    ['a default in quotes', 'ARG V="22"\nFROM node:$V', 'node:22'],
    ['the last of two', 'ARG V=20\nARG V=22\nFROM node:$V', 'node:22'],
    ['a default that names an earlier one', 'ARG V=22\nARG BASE=node:${V}\nFROM $BASE', 'node:22'],
    ['what stands in', 'ARG V\nFROM node:${V:-22}', 'node:22'],
    ['no default', 'ARG V\nFROM node:${V}', 'node:${V}'],
    ['one that is declared later', 'FROM node:$V\nARG V=22', 'node:$V'],
    ['one that names itself', 'ARG V=$V\nFROM node:$V', 'node:$V'],
    ['a form that nobody here computes', 'ARG V=22-slim\nFROM node:${V%-slim}', 'node:${V%-slim}'],
  ])('%s', (_, text, image) => {
    expect(imagesOf(`${text}\n`)).toEqual([image]);
  });

  it('stays short, however often defaults name each other', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `ARG A${i + 1}=\${A${i}}\${A${i}}`);
    const [image = ''] = imagesOf(`ARG A0=aaaaaaaaaa\n${lines.join('\n')}\nFROM $A60\n`);
    expect(image.length).toBeLessThanOrEqual(2000);
  });
});
