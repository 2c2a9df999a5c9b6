import type { CodeRecord } from '@railgate/code/reader';
import { FORMATS, samples, secretTexts } from '@railgate/secrets';
import { expect, it } from 'vitest';

import { withoutSecrets } from '../src/without-secrets.js';

const format = FORMATS.find(({ id }) => id === 'github-personal-access-token');
const [secret = ''] = secretTexts(format?.hits(samples(Date.now()))[0].text ?? '', '');

it('keeps facts without secrets, and no others, wherever the secret came from', async () => {
  const kept = await withoutSecrets(recordOf({ 'a.ts': 'plain', 'b.ts': secret }), () => '');
  expect([...(kept?.facts.keys() ?? [])]).toEqual(['a.ts']);
  const read = recordOf({ 'a.ts': 'plain', 'b.ts': secret.slice(0, 20) }, ['z.ts']);
  const cut = await withoutSecrets(read, () => `const token = "${secret}";`);
  expect([...(cut?.facts.keys() ?? [])]).toEqual(['a.ts']);
});

it('keeps nothing where the name of a file is a secret', async () => {
  expect(await withoutSecrets(recordOf({ [`${secret}.ts`]: 'x' }), () => '')).toBeUndefined();
});

/** Whose facts say no more than a text. */
function recordOf(texts: Readonly<Record<string, string>>, others: readonly string[] = []): CodeRecord {
  const facts = Object.entries(texts).map(([path, text]) => [path, { gap: gapOf(text) }] as const);
  const reads = [...Object.keys(texts), ...others].map((path) => [path, 'digest'] as const);
  return { reads: new Map(reads), facts: new Map(facts), imports: new Map() };
}

function gapOf(message: string) {
  return { code: 'FILE_UNPARSEABLE', message } as const;
}
