import { describe, expect, it } from 'vitest';

import { EmbeddedFiles } from './embedded-files.js';

const contents = { text: 'x' };
const bases = {
  ROOT: { uri: 'file:///p/' },
  SUB: { uri: 'src', uriBaseId: 'ROOT' },
  LOOP: { uri: 'a/', uriBaseId: 'LOOP' },
};
const files = new EmbeddedFiles({
  originalUriBaseIds: bases,
  artifacts: [
    { location: { uri: 'src/a.c', uriBaseId: 'ROOT' }, contents },
    { location: { uri: 'b.c' } },
    { location: { uri: 'c.bin', uriBaseId: 'ROOT' }, contents, mimeType: 'application/octet-stream' },
    { location: { uri: 'd.c' }, contents, mimeType: 'text/x-cpp' },
    { location: { uri: 'e.c', uriBaseId: 'LOOP' }, contents },
  ],
});

describe('a file whose text is in the log', () => {
  it.each([
    ['by the same location', { uri: 'src/a.c', uriBaseId: 'ROOT' }],
    ['by another base', { uri: 'a.c', uriBaseId: 'SUB' }],
    ['by its absolute URI', { uri: 'file:///p/src/a.c' }],
    ['by its index alone', { index: 0 }],
    ['without any base', { uri: 'd.c' }],
  ])('ok: is found %s', (_, place) => {
    expect(files.has(place)).toBe(true);
  });

  it.each([
    ['another file', { uri: 'src/z.c', uriBaseId: 'ROOT' }],
    // The Multitool takes it for embedded: it is among the artifacts, and one of them has contents.
    ['a file that is listed without its text', { uri: 'b.c' }],
    ['a file that is no text', { uri: 'c.bin', uriBaseId: 'ROOT' }],
    ['an index that leads nowhere', { index: 9 }],
    ['a base that leads to itself', { uri: 'f.c', uriBaseId: 'LOOP' }],
    ['no place at all', undefined],
  ])('ng: %s is not', (_, place) => {
    expect(files.has(place)).toBe(false);
  });
});
