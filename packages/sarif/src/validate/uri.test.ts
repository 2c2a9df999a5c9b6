import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { hasDotDot, hasQueryOrFragment, isAbsolute, isFileUri, isWellFormed } from './uri.js';

/** What the Multitool 5.7.0 says of each: one log a URI, in a process of its own. */
const MEASURED = JSON.parse(
  readFileSync(new URL('../../test/multitool/uris.json', import.meta.url), 'utf8'),
) as [string, string][];

describe('a URI reference', () => {
  it.each(MEASURED)('%j is %s, as the Multitool says', (uri, expected) => {
    const form = isFileUri(uri) ? 'file' : isAbsolute(uri) ? 'absolute' : 'relative';
    expect(`${isWellFormed(uri) ? 'valid' : 'malformed'} ${form}`).toBe(expected);
  });

  // At these the Multitool ends without a word, also about all later files.
  it.each([
    'a:b/c',
    'c:foo',
    'a|b',
    'http://',
    'http:///x',
    'http://ho st/',
    'http://host:99999/',
    'http://[::g]/x',
    'http://host\\a',
    'ssh://git@github.com:a/b',
    'http://a..b/',
    'http://%41/',
    'vscode://x y/z',
    'docker://img:tag',
    'file://ho st/a',
  ])('%j is malformed', (uri) => {
    expect(isWellFormed(uri)).toBe(false);
  });

  it.each([
    ['file:///a/../b', true],
    ['../a', true],
    ['a..b/c', false],
  ])('%j has dots: %j', (uri, expected) => {
    expect(hasDotDot(uri)).toBe(expected);
  });

  it.each([
    ['https://h/?a', true],
    ['https://h/#a', true],
    ['https://h/?', false],
    ['https://h/a', false],
  ])('%j has a query or fragment: %j', (uri, expected) => {
    expect(hasQueryOrFragment(uri)).toBe(expected);
  });

  it('of any text is judged, and what is a path of plain segments is valid', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof isWellFormed(text) === 'boolean'));
    fc.assert(fc.property(fc.webPath(), (path) => isWellFormed(path) && !isAbsolute(path)));
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => isWellFormed(url) && isAbsolute(url)),
    );
  });

  it.each(['a', 'http://', 'http://a..', '%41', 'a:', '[', 'x://a@'])(
    'of a million times %j takes no time to judge',
    (part) => {
      const text = part.repeat(1_000_000);
      expect(isWellFormed(text)).toBe(['a', '%41', 'http://'].includes(part));
    },
  );
});
