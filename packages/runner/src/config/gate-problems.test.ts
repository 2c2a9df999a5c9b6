import { UsageError, type OptionProblem } from '@railgate/contract';
import { makeRepo, removeFolder } from '@railgate/testkit';
import { expect, it } from 'vitest';

import { loadConfig } from './load-config.js';

const gate = {
  meta: { id: 'stub', timeout: 1 },
  options: {
    type: 'object',
    properties: { words: { description: 'Words.', type: 'array', items: { type: 'string' } } },
    additionalProperties: false,
  },
  checkOptions: ({ words = [] }: { words?: readonly string[] }): Promise<OptionProblem[]> =>
    Promise.resolve(
      words.flatMap((word, i) => (word === 'bad' ? [{ at: ['words', i], message: 'That is bad.' }] : [])),
    ),
} as const;

it.each([
  [['good'], undefined],
  [['good', 'bad'], /railgate\.json.*1:\d+.*That is bad\./s],
])('asks the gate about options that follow its schema: %j', async (words, told) => {
  const root = await makeRepo({ 'railgate.json': JSON.stringify({ gates: { stub: { words } } }) });
  const loaded = await loadConfig(root, { gates: [gate], env: {} }).catch((error: unknown) => error);
  if (told === undefined) expect(loaded).not.toBeInstanceOf(Error);
  else {
    expect(loaded).toBeInstanceOf(UsageError);
    expect((loaded as UsageError).message).toMatch(told);
  }
  await removeFolder(root);
});
