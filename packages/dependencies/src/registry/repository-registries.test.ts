import { expect, test } from 'vitest';

import { registryIn, repositoryRegistries } from './repository-registries.js';

const read = (files: Readonly<Record<string, string>>, lockfile = 'package-lock.json') =>
  repositoryRegistries({ root: '/nowhere', edited: new Map(Object.entries(files)) }, lockfile);

test.each([
  ['npm', { '.npmrc': 'registry=https://a.example/\n@corp:registry=https://b.example/\n' }],
  ['yarn classic', { '.yarnrc': 'registry "https://a.example/"\n"@corp:registry" "https://b.example/"\n' }],
  [
    'yarn berry',
    {
      '.yarnrc.yml':
        'npmRegistryServer: https://a.example/\nnpmScopes:\n  corp:\n    npmRegistryServer: "https://b.example/"\n',
    },
  ],
])('%s', async (_manager, files) => {
  const registries = await read(files);
  expect(registryIn(registries, 'left-pad')).toBe('https://a.example/');
  expect(registryIn(registries, '@corp/x')).toBe('https://b.example/');
  expect(registryIn(registries, '@other/x')).toBe('https://a.example/');
});

test('the folder of the lockfile speaks after the root', async () => {
  const files = { '.npmrc': 'registry=https://a.example/', 'web/.npmrc': 'registry=https://b.example/' };
  expect(registryIn(await read(files), 'x')).toBe('https://a.example/');
  expect(registryIn(await read(files, 'web/yarn.lock'), 'x')).toBe('https://b.example/');
});

test('what does not parse, and what is nested without end, names none', async () => {
  expect([...(await read({ '.yarnrc.yml': 'a: [' }))]).toEqual([]);
  expect([...(await read({ '.yarnrc.yml': `${'- '.repeat(100_000)}a` }))]).toEqual([]);
  expect([...(await read({ '.yarnrc.yml': 'npmScopes: &a\n  corp: *a\n' }))]).toEqual([]);
  expect([...(await read({}))]).toEqual([]);
});
