import { describe, expect, it } from 'vitest';

import type { AskedPackage } from '../../src/engines/asked.js';
import { CANARIES } from '../../src/engines/canary.js';
import { requirementSheets } from '../../src/engines/python-sheets.js';

const PYPI = CANARIES.get('PyPI') ?? [];

function asked(...packages: readonly string[]): AskedPackage[] {
  return packages.map((text) => {
    const at = text.lastIndexOf('@');
    const [name, version] = [text.slice(0, at), text.slice(at + 1)];
    return { ecosystem: 'PyPI', name, version, path: 'r.txt', line: 1 };
  });
}

async function textsOf(...packages: readonly string[]): Promise<string[]> {
  return (await requirementSheets(asked(...packages), PYPI)).sheets.map(({ text }) => text);
}

describe('sheets of requirements', () => {
  it('each ends with a known-bad package that no lockfile holds', async () => {
    expect(await textsOf('flask@3.0', 'django@5.0')).toEqual(['flask==3.0\ndjango==5.0\njinja2==2.10\n']);
    expect(await textsOf('jinja2@3.0')).toEqual(['jinja2==3.0\nrequests==2.19.1\n']);
    expect(await textsOf()).toEqual(['jinja2==2.10\n']);
  });

  it('one for each version of a package', async () => {
    expect(await textsOf('a@1', 'b@1', 'a@2', 'a@3')).toEqual([
      'a==1\nb==1\njinja2==2.10\n',
      'a==2\njinja2==2.10\n',
      'a==3\njinja2==2.10\n',
    ]);
  });

  it('where all known-bad packages are locked, they take turns', async () => {
    const all = PYPI.map(({ name }) => `${name}@99`);
    const texts = await textsOf(...all);
    expect(texts).toHaveLength(2);
    for (const name of PYPI.map((one) => one.name)) expect(texts.join('')).toContain(`${name}==99\n`);
  });

  it('also where only one of them is expected to be known', async () => {
    const { sheets } = await requirementSheets(asked('jinja2@99', 'jinja2@98'), PYPI.slice(0, 1));
    expect(sheets.map(({ canary }) => canary.name)).toContain('requests');
    expect(sheets.flatMap(({ packages }) => [...packages.values()])).toHaveLength(2);
  });

  it('a known-bad version that is locked stands there once', async () => {
    const all = PYPI.map(({ name, version }) => `${name}@${version}`);
    expect(await textsOf(...all)).toEqual([
      PYPI.map(({ name, version }) => `${name}==${version}\n`).join(''),
    ]);
  });

  it.each([
    'a b@1',
    'a;b@1',
    '-r@1',
    'a@1;b',
    'a@1 --hash',
    'a\nb@1',
    'a@1\nb==2',
    'a[b]@1',
    'a@*',
    'a@',
    'a@2004d',
    '@1',
  ])('leaves out %j', async (text) => {
    const { sheets, left } = await requirementSheets(asked(text), PYPI);
    expect(sheets.map((sheet) => sheet.text)).toEqual(['jinja2==2.10\n']);
    expect(left).toHaveLength(1);
  });

  it('keeps epochs, local versions, pre- and post-releases', async () => {
    expect(await textsOf('a@1!2.0+x.1', 'b@1.0rc1.post2.dev3')).toEqual([
      'a==1!2.0+x.1\nb==1.0rc1.post2.dev3\njinja2==2.10\n',
    ]);
  });
});
