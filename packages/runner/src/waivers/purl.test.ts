import { describe, expect, it } from 'vitest';

import { parsePurl, purlCovers } from './purl.js';

function covers(selector: string, purl: string): boolean {
  const [a, b] = [parsePurl(selector), parsePurl(purl)];
  if (!a || !b) throw new Error(`no package URL: ${a ? purl : selector}`);
  return purlCovers(a, b);
}

describe('a package', () => {
  it.each([
    ['pkg:npm/lodash', 'pkg:npm/lodash@4.17.20'],
    ['pkg:npm/lodash@4.17.20', 'pkg:npm/lodash@4.17.20'],
    ['PKG:NPM/lodash', 'pkg:npm/lodash@4.17.20'],
    ['pkg://npm/lodash', 'pkg:npm/lodash@1.0.0'],
    ['pkg:npm/@angular/core', 'pkg:npm/%40angular/core@17.0.0'],
    ['pkg:npm/%40angular%2Fcore@17.0.0', 'pkg:npm/%40angular/core@17.0.0'],
    ['pkg:pypi/Django_Rest.Framework', 'pkg:pypi/django-rest-framework@3.1'],
    ['pkg:golang/github.com/gin-gonic/gin', 'pkg:golang/github.com/gin-gonic/gin@v1.9.0#binding'],
    ['pkg:deb/debian/curl', 'pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie'],
    ['pkg:deb/debian/curl?arch=i386', 'pkg:deb/debian/curl@7.50.3-1?distro=jessie&arch=i386'],
    ['pkg:npm/a@1.0.0%2Bbuild', 'pkg:npm/a@1.0.0+build'],
  ])('%s covers %s', (selector, purl) => {
    expect(covers(selector, purl)).toBe(true);
  });

  it.each([
    ['pkg:npm/lodash@4.17.20', 'pkg:npm/lodash@4.17.21'],
    ['pkg:npm/lodash@4.17.20', 'pkg:npm/lodash'],
    ['pkg:npm/lodash', 'pkg:npm/lodash.merge@4.6.2'],
    ['pkg:npm/JSONStream', 'pkg:npm/jsonstream@1.0.3'],
    ['pkg:npm/core', 'pkg:npm/%40angular/core@17.0.0'],
    ['pkg:npm/django', 'pkg:pypi/django@4.2'],
    ['pkg:deb/debian/curl?arch=amd64', 'pkg:deb/debian/curl@7.50.3-1?arch=i386'],
    ['pkg:golang/a/b#cmd', 'pkg:golang/a/b@v1'],
  ])('%s does not cover %s', (selector, purl) => {
    expect(covers(selector, purl)).toBe(false);
  });

  it.each([
    'lodash',
    'pkg:',
    'pkg:npm',
    'pkg:npm/',
    'pkg:/lodash',
    'pkg:npm/%',
    'pkg:npm/a?b=%',
    'pkg:npm/a@',
    `pkg:npm/${'a'.repeat(3000)}`,
  ])('%s is none', (text) => {
    expect(parsePurl(text)).toBeUndefined();
  });
});
