import { PackageURL } from 'packageurl-js';
import { describe, expect, it } from 'vitest';

import type { Ecosystem } from './ecosystem.js';
import { packageUrl } from './purl.js';

describe('packageUrl', () => {
  it.each<[Ecosystem, string, string, string]>([
    ['npm', '@Scope/name', '1.0.0', 'pkg:npm/%40scope/name@1.0.0'],
    ['npm', 'JSONStream', '1.0.0+build', 'pkg:npm/jsonstream@1.0.0%2Bbuild'],
    ['PyPI', 'my-pkg', '1!2.0+local.1', 'pkg:pypi/my-pkg@1%212.0%2Blocal.1'],
    ['Go', 'github.com/Azure/x/v2', 'v1.0.0', 'pkg:golang/github.com/Azure/x/v2@v1.0.0'],
    ['Go', 'stdlib', '1.22', 'pkg:golang/stdlib@1.22'],
    ['Maven', 'org.apache:core', '1.2', 'pkg:maven/org.apache/core@1.2'],
    ['Packagist', 'Symfony/Http', 'v1', 'pkg:composer/symfony/http@v1'],
    ['crates.io', 'Foo_bar', '1.0.0', 'pkg:cargo/Foo_bar@1.0.0'],
    ['NuGet', 'Newtonsoft.Json', '13.0', 'pkg:nuget/Newtonsoft.Json@13.0'],
    ['RubyGems', 'rails', '', 'pkg:gem/rails'],
    ['Hex', 'Phoenix', '1', 'pkg:hex/phoenix@1'],
    ['Pub', 'http', '1', 'pkg:pub/http@1'],
    ['npm', 'é/ü x', '1/2?#@', 'pkg:npm/%C3%A9/%C3%BC%20x@1%2F2%3F%23%40'],
  ])('of %s %s %s', (ecosystem, name, version, purl) => {
    expect(packageUrl(ecosystem, { name, version })).toBe(purl);
    const read = PackageURL.fromString(purl);
    const again = new PackageURL(read.type, read.namespace, read.name, read.version, undefined, undefined);
    expect(PackageURL.fromString(again.toString())).toEqual(read);
    expect(read.version ?? '').toBe(version);
  });

  it('of a lone surrogate, which no encoding has', () => {
    expect(packageUrl('npm', { name: 'a\ud800', version: '1' })).toBe('pkg:npm/a%EF%BF%BD@1');
  });
});
