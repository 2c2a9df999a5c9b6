import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { type ImageReference, isSameImage, parseReference, showReference } from './reference.js';

const SHA = `sha256:${'a'.repeat(64)}`;

describe('parseReference', () => {
  it.each<[string, ImageReference]>([
    ['node', { registry: 'docker.io', repository: 'library/node', tag: 'latest' }],
    ['node:22-slim', { registry: 'docker.io', repository: 'library/node', tag: '22-slim' }],
    ['library/node', { registry: 'docker.io', repository: 'library/node', tag: 'latest' }],
    ['docker.io/node', { registry: 'docker.io', repository: 'library/node', tag: 'latest' }],
    ['index.docker.io/node', { registry: 'docker.io', repository: 'library/node', tag: 'latest' }],
    ['DOCKER.IO/node', { registry: 'docker.io', repository: 'library/node', tag: 'latest' }],
    ['acme/app', { registry: 'docker.io', repository: 'acme/app', tag: 'latest' }],
    ['a/b/c:1', { registry: 'docker.io', repository: 'a/b/c', tag: '1' }],
    ['localhost/app', { registry: 'localhost', repository: 'app', tag: 'latest' }],
    ['localhost:5000/app', { registry: 'localhost:5000', repository: 'app', tag: 'latest' }],
    ['localhost:5000/app:1', { registry: 'localhost:5000', repository: 'app', tag: '1' }],
    ['ghcr.io/acme/app:v1.2', { registry: 'ghcr.io', repository: 'acme/app', tag: 'v1.2' }],
    ['GHCR.io/acme/app', { registry: 'ghcr.io', repository: 'acme/app', tag: 'latest' }],
    ['Foo/bar', { registry: 'Foo', repository: 'bar', tag: 'latest' }],
    ['[2001:db8::1]:5000/app', { registry: '[2001:db8::1]:5000', repository: 'app', tag: 'latest' }],
    ['[2001:DB8::1]/app', { registry: '[2001:db8::1]', repository: 'app', tag: 'latest' }],
    [`node@${SHA}`, { registry: 'docker.io', repository: 'library/node', digest: SHA }],
    [`node:22@${SHA}`, { registry: 'docker.io', repository: 'library/node', tag: '22', digest: SHA }],
    ['a__b/c-d.e_f---g:_T.-', { registry: 'docker.io', repository: 'a__b/c-d.e_f---g', tag: '_T.-' }],
  ])('%s', (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });

  it.each([
    '', ':', '@', 'node:', 'node@', ':1', 'Node', 'acme/App', 'a//b', '/a', 'a/', 'a..b', 'a___b', '-a', 'a-', 'node :1', ' node', 'node\n',
    'node:-1', 'node:1:2', `node:${'1'.repeat(129)}`, 'node@sha256:abc', `node@md5:${'a'.repeat(32)}`, `node@${SHA}@${SHA}`,
    `node@sha256:${'A'.repeat(64)}`, 'a'.repeat(64), 'a'.repeat(256), '${BASE}', 'http://a/b', '-a.b/c', 'a-.b/c', '[::1/a', 'localhost:x/a',
    `${'a-'.repeat(50_000)}`, `${'a.'.repeat(50_000)}/b`,
  ])('%j is no name', (text) => {
    expect(parseReference(text)).toBeUndefined();
  }); // prettier-ignore
});

const words = (alphabet: string, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength });
const component = words('abz09', 6);
const reference = fc
  .record({
    registry: fc.constantFrom('docker.io', 'localhost', 'localhost:5000', 'ghcr.io', '[::1]:80', 'Foo'),
    path: fc.array(fc.oneof(component, fc.constantFrom('library', 'localhost', 'a.b')), { minLength: 1, maxLength: 3 }),
    tag: fc.option(words('aZ09_', 8), { nil: undefined }),
    digest: fc.option(fc.constant(SHA), { nil: undefined }),
  })
  .map(({ registry, path, tag, digest }): ImageReference => ({
    registry,
    repository: registry === 'docker.io' && path.length === 1 ? `library/${path.join('')}` : path.join('/'),
    ...((tag ?? digest) === undefined ? { tag: 'latest' } : tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  })); // prettier-ignore

describe('showReference', () => {
  it.each([
    ['docker.io/library/node', 'node:latest'],
    ['docker.io/acme/app:1', 'acme/app:1'],
    ['docker.io/a.b/c:1', 'docker.io/a.b/c:1'],
    ['docker.io/library/a/b:1', 'library/a/b:1'],
    [`ghcr.io/a/b:1@${SHA}`, `ghcr.io/a/b:1@${SHA}`],
  ])('%s is %s', (text, shown) => {
    expect(showReference(parseReference(text) ?? { registry: '', repository: '' })).toBe(shown);
  });

  it('is read as what it shows', () => {
    fc.assert(
      fc.property(reference, (one) => {
        expect(parseReference(showReference(one))).toEqual(one);
      }),
    );
  });

  it('shows every name that is read', () => {
    const text = words('aB0._-/:@[]', 30);
    fc.assert(
      fc.property(text, (one) => {
        const read = parseReference(one);
        if (read !== undefined) expect(parseReference(showReference(read))).toEqual(read);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('isSameImage', () => {
  const same = (a: string, b: string): boolean => {
    const [left, right] = [parseReference(a), parseReference(b)];
    if (left === undefined || right === undefined) throw new Error(`${a} ${b}`);
    expect(isSameImage(right, left)).toBe(isSameImage(left, right));
    return isSameImage(left, right);
  };

  it.each([
    ['node', 'docker.io/library/node:latest'],
    ['GHCR.io/a/b:1', 'ghcr.io/a/b:1'],
    [`node:22@${SHA}`, `node@${SHA}`],
    [`node:22@${SHA}`, `node:20@${SHA}`],
  ])('%s and %s', (a, b) => expect(same(a, b)).toBe(true));

  it.each([
    ['node', 'node:22'],
    ['node', 'acme/node'],
    ['node', 'ghcr.io/library/node'],
    ['node:22', `node:22@${SHA}`],
    [`node@${SHA}`, `acme/node@${SHA}`],
  ])('not %s and %s', (a, b) => expect(same(a, b)).toBe(false));
});
