import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { UsageError } from '@railgate/contract';
import { makeTempFolder, removeFolder } from '@railgate/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { loadConfig } from './load-config.js';
import { setUserOption } from './set-user-option.js';

let home: string;
beforeEach(async () => {
  home = await makeTempFolder();
});
afterEach(() => removeFolder(home));

const PATH = ['gates', 'stub', 'image'];
const gate = {
  meta: { id: 'stub', timeout: 1 },
  options: {
    type: 'object',
    properties: {
      image: { description: 'Image.', type: 'string', 'x-trusted': true },
      words: { description: 'Words.', type: 'array', items: { type: 'string' } },
    },
    additionalProperties: false,
  },
} as const;

const folder = (): string => join(home, '.config', 'railgate');

function write(name: string, text: string): string {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(join(folder(), name), text);
  return join(folder(), name);
}

const set = () => setUserOption(PATH, 'trivy@sha256:1', { HOME: home });

async function loaded(): Promise<unknown> {
  const { gates } = await loadConfig(await makeTempFolder(), { gates: [gate], env: { HOME: home } });
  return gates['stub']?.options['image'];
}

it('ok: makes the file where there is none, which a run then reads', async () => {
  expect(await set()).toEqual({ file: join(folder(), 'config.json'), isNew: true });
  expect(await loaded()).toBe('trivy@sha256:1');
  expect(await set()).toMatchObject({ isNew: false, before: 'trivy@sha256:1' });
});

it.each([
  [
    'config.json',
    '{\n    "failOn": "low"\n}\n',
    '{\n    "failOn": "low",\n    "gates": {\n        "stub": {\n            "image": "trivy@sha256:1"\n        }\n    }\n}\n',
  ],
  [
    'config.jsonc',
    '// why\n{\n  "gates": {\n    // mine\n    "stub": { "words": ["a"] }, /* x */\n  },\n}\n',
    undefined,
  ],
  [
    'config.yaml',
    '# why\ngates:\n  # mine\n  stub:\n    words: [a] # x\n',
    '# why\ngates:\n  # mine\n  stub:\n    words: [ a ] # x\n    image: trivy@sha256:1\n',
  ],
  ['config.json', '{}', undefined],
])('ok: %s keeps what stands there: %j', async (name, text, expected) => {
  const file = write(name, text);
  expect(await set()).toEqual({ file, isNew: false });
  const after = readFileSync(file, 'utf8');
  for (const comment of text.match(/\/\/.*|\/\*.*?\*\/|#.*/g) ?? []) expect(after).toContain(comment);
  if (expected !== undefined) expect(after).toBe(expected);
  expect(await loaded()).toBe('trivy@sha256:1');
  expect(readdirSync(folder())).toEqual([name]);
});

it('ok: follows a link of the user, and leaves it a link', async () => {
  mkdirSync(folder(), { recursive: true });
  writeFileSync(join(home, 'dotfiles.json'), '{}');
  symlinkSync(join(home, 'dotfiles.json'), join(folder(), 'config.json'));
  await set();
  expect(readFileSync(join(home, 'dotfiles.json'), 'utf8')).toContain('trivy@sha256:1');
});

it.each([
  ['{ "gates": []', /config\.json/],
  ['{ "gates": "none" }', /something else than an object where stub belongs/],
  ['[]', /something else than an object where gates belongs/],
])('broken: %s stays as it is', async (text, message) => {
  const file = write('config.json', text);
  const error: unknown = await set().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as UsageError).message).toMatch(message);
  expect(readFileSync(file, 'utf8')).toBe(text);
});
