import { writeFiles } from '@railgate/testkit';
import { describe, expect, it, vi } from 'vitest';

import { askRegistries } from '../../src/policy/ask-registries.js';
import type { RegistryFacts } from '../../src/policy/registry-facts.js';
import { dependenciesOf, OPTIONS } from '../made.js';
import { pypiRelease, simpleProject } from './services.js';
import { ask, locked, NEW, NO_ANSWERS, User } from './support.js';

const user = new User();

describe('PyPI', () => {
  const wanted = locked('PyPI', { name: 'my-lib', version: '1.0' });
  const of = (facts: RegistryFacts, version = '1.0') => facts.of('PyPI', 'my-lib', version);

  it('ok: says when, by the file that was added last, and the licence by PEP 639', async () => {
    const info = { license_expression: 'MIT OR Apache-2.0' };
    const stub = await user.serve({
      '/pypi/my-lib/1.0/json': pypiRelease('My_Lib', info, ['2020-01-01T00:00:00Z', NEW]),
    });
    const facts = await ask(wanted);
    expect(of(facts)).toEqual({ published: NEW, licence: 'MIT OR Apache-2.0' });
    expect([facts.saysLicences('PyPI'), facts.silence('PyPI')]).toEqual([true, []]);
    expect(stub.requests.map(({ path }) => path)).toEqual(['/pypi/my-lib/1.0/json']);
  });

  it.each([
    ['one classifier', { classifiers: ['License :: OSI Approved', 'License :: OSI Approved :: MIT License'] }, 'MIT'],
    ['a classifier that names four', { classifiers: ['License :: OSI Approved :: BSD License'] }, 'BSD License'],
    ['the text beside it', { classifiers: ['License :: OSI Approved :: BSD License'], license: 'BSD-3-Clause' }, 'BSD-3-Clause'],
    ['several, of which nobody says how they go together', { classifiers: ['License :: OSI Approved :: MIT License', 'License :: OSI Approved :: ISC License (ISCL)'] }, 'MIT License / ISC License (ISCL)'],
    ['a text', { license: 'MIT' }, 'MIT'],
    ['the whole licence', { license: 'MIT\n\nPermission is hereby granted' }, undefined],
    ['nothing', {}, undefined],
  ])('reads the licence of %s', async (_, info, licence) => {
    await user.serve({ '/pypi/my-lib/1.0/json': pypiRelease('my-lib', info) });
    expect(of(await ask(wanted))?.licence).toBe(licence);
  }); // prettier-ignore

  it('ng: a version that was yanked', async () => {
    const yanked = { yanked: true, yanked_reason: 'it deletes files' };
    await user.serve({ '/pypi/my-lib/1.0/json': pypiRelease('my-lib', yanked) });
    expect(of(await ask(wanted))?.yanked).toBe('it deletes files');
  });

  it('ok: an index that has files alone, with another one where it does not know the package', async () => {
    const stub = await user.serve({
      '/simple/my-lib/': simpleProject('my-lib', [
        { filename: 'my_lib-1.0-py3-none-any.whl', 'upload-time': '2020-01-01T00:00:00Z', yanked: false },
        { filename: 'my-lib-1.0.tar.gz', 'upload-time': NEW },
        { filename: 'my-lib-2.0.tar.gz', 'upload-time': '2020-01-01T00:00:00Z', yanked: 'broken' },
        { filename: 'my-lib-extra-3.0.zip', 'upload-time': NEW },
      ]),
    });
    vi.stubEnv('PIP_INDEX_URL', `${stub.url}/empty/simple/`);
    vi.stubEnv('PIP_EXTRA_INDEX_URL', `http://user:pa%20ss@${stub.host}/simple`);
    const facts = await ask(
      locked('PyPI', ...['1.0', '2.0', '3.0'].map((version) => ({ name: 'my-lib', version }))),
    );
    expect([of(facts), of(facts, '2.0'), of(facts, '3.0')]).toEqual([
      { published: NEW },
      { published: '2020-01-01T00:00:00.000Z', yanked: 'broken' },
      undefined,
    ]);
    expect(facts.silence('PyPI')).toEqual([`${stub.host} does not know my-lib 3.0.`]);
    const [asked] = stub.requests.slice(-1);
    expect(asked?.headers).toMatchObject({
      accept: 'application/vnd.pypi.simple.v1+json',
      authorization: `Basic ${Buffer.from('user:pa ss').toString('base64')}`,
    });
  });

  it('is what the files of pip say, and none that lies in the repository', async () => {
    const stub = await user.serve({ '/pypi/my-lib/1.0/json': pypiRelease('my-lib', {}) });
    vi.stubEnv('PIP_INDEX_URL', undefined);
    vi.stubEnv('PIP_CONFIG_FILE', undefined);
    await writeFiles(user.home, {
      '.pip/pip.conf': '[global]\nindex-url = http://127.0.0.1:1/simple\n',
      '.config/pip/pip.conf': `[global]\nindex-url = http://127.0.0.1:2/simple\n[install]\nindex-url:\n  ${stub.url}/simple\n`,
    });
    expect(of(await ask(wanted))).toMatchObject({ published: '2020-01-01T00:00:00.000Z' });
    const { signal } = new AbortController();
    const workspace = { root: user.home };
    const inside = { options: { ...OPTIONS, minimumAge: 7 }, workspace, signal, progress: () => undefined };
    vi.stubEnv('PIP_PROXY', 'http://127.0.0.1:1');
    const facts = await askRegistries(inside as never, wanted);
    expect(facts.silence('PyPI')[0]).toMatch(/^pypi\.org /);
  });

  it('tells no name that may be private, unless it comes from the index itself', async () => {
    const stub = await user.serve({});
    const facts = await ask(
      locked(
        'PyPI',
        { name: 'secret', version: '1', resolved: 'https://pypi.corp.example/simple' },
        { name: 'own', version: '1', resolved: `${stub.url}/simple` },
        { name: 'from-git', version: '1', source: 'git' },
      ),
    );
    expect(stub.requests.every(({ path }) => path.includes('/own/'))).toBe(true);
    expect(facts.silence('PyPI')).toEqual([
      `${stub.host} does not know own 1.`,
      expect.stringContaining('was not asked about secret: they come from pypi.corp.example'),
    ]);
    await ask(locked('PyPI', { name: 'secret', version: '1', resolved: 'https://pypi.corp.example/' }), {
      registryOnly: false,
    });
    expect(stub.requests.some(({ path }) => path.includes('/secret/'))).toBe(true);
  });

  it('a lockfile that names another index does not say which package is of which', async () => {
    const stub = await user.serve({});
    const lockfile = { ecosystem: 'PyPI', format: 'requirements', path: 'r.txt' } as const;
    const registries = [{ url: 'https://pypi.corp.example/simple', line: 1 }];
    await ask(dependenciesOf([{ ...lockfile, registries, packages: [{ name: 'secret' }] }]));
    expect(stub.requests).toEqual([]);
  });
});

describe.each(NO_ANSWERS)('broken: PyPI with %s', (_, reply, message) => {
  it('says nothing', async () => {
    const stub = await user.serve({ '/pypi/a/1.0.0/json': pypiRelease('a', {}) });
    stub.reply('any', reply);
    const facts = await ask(locked('PyPI', { name: 'a' }));
    expect([facts.of('PyPI', 'a', '1.0.0'), facts.saysLicences('PyPI')]).toEqual([undefined, false]);
    expect(facts.silence('PyPI')).toEqual([expect.stringMatching(message)]);
  });
});
