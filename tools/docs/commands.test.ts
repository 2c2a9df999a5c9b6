import { describe, expect, it } from 'vitest';

import { inlineCommands, shellLines, wrongCommand } from './commands.js';
import { listPages } from './pages.js';
import { readFacts, type Facts } from './read-facts.js';

const facts = readFacts();
/** What was true of an older version stays as it was written. */
const pages = listPages().filter(({ path }) => path !== 'CHANGELOG.md');

describe('the commands of the documentation exist', () => {
  it.each(pages)('$path', ({ text }) => {
    const lines = [...shellLines(text), ...inlineCommands(text)];
    const wrong = lines
      .map((line) => [line, wrongCommand(line, facts)])
      .filter(([, problem]) => problem !== undefined);
    expect(wrong).toEqual([]);
  });
});

describe('a wrong command is seen', () => {
  const small: Facts = {
    commands: [
      { name: 'run', options: { gate: { type: 'string' } }, arity: [0, 1] },
      { name: 'explain', options: {}, arity: [1, 1] },
    ],
    gates: [{ id: 'a', options: [], rules: [] }],
    codes: [{ code: 'NEED_UNMET', uri: '' }],
    home: '',
  };

  it.each([
    ['railgate rnu', 'there is no command rnu'],
    ['railgate run --gaet x', "Unknown option '--gaet'"],
    ['npx --yes railgate@0.1.0 rnu', 'there is no command rnu'],
    ['npm run secruity', 'package.json has no script secruity'],
    ['npm run --silent railgate -- run --nonsense', "Unknown option '--nonsense'"],
    ['npm run security -- --nonsense', "Unknown option '--nonsense'"],
    ['railgate explain a/no-such-rule', 'there is no rule or code a/no-such-rule'],
    ['npx nx g ./tools/generators:gaet x', 'there is no generator ./tools/generators:gaet'],
    ['npx nx g ./tools/generators:rule x --sevrity=high', 'the generator rule has no option --sevrity'],
    ['npx vitest run --project nowhere', 'there is no project nowhere'],
    ['tools/ci/steup', 'tools/ci/steup is not there'],
  ])('%s', (line, problem) => {
    expect(wrongCommand(line, small)).toContain(problem);
  });

  it.each([
    'railgate run . --gate a',
    'railgate explain NEED_UNMET',
    'npm test',
    'npm run --silent railgate -- run x',
    'git status',
    'UPDATE_GOLDEN=1 npm test',
    'tools/ci/setup',
  ])('and %s is none', (line) => {
    expect(wrongCommand(line, small)).toBeUndefined();
  });

  it('finds the lines of shell blocks, also in lists, without comments', () => {
    const text =
      '```sh\nnpm test   # all\n\n# only a comment\nnpm run \\\n  lint\n```\n\n1. x\n\n   ```sh\n   railgate run\n   ```\n\n```js\nnpm no\n```\n';
    expect(shellLines(text)).toEqual(['npm test', 'npm run lint', 'railgate run']);
    expect(inlineCommands('`railgate run --x` and `railgate` and `railgate.json`')).toEqual([
      'railgate run --x',
    ]);
  });
});
