import { describe, expect, it } from 'vitest';

import { CodeStore } from '../src/code-store.js';
import { EXTRACTORS } from '../src/extractors.js';

const DEEP = 20_000;

describe('source that nobody wrote by hand', () => {
  it.each([
    ['many brackets', `x(${'['.repeat(DEEP)}"http://localhost:1"${']'.repeat(DEEP)})`],
    ['a long sum', `listen(${Array.from({ length: DEEP }, () => '"http://localhost:1"').join(' + ')})`],
    ['many calls', 'app.listen(process.env.PORT || "http://localhost:1");'.repeat(2000)],
    ['open brackets', `listen(${'{['.repeat(DEEP)}`],
    ['a text without end', `listen("http://localhost${'x'.repeat(DEEP)}`],
  ])(
    '%s: facts or a gap, and never a crash',
    async (_name, code) => {
      const { facts, gap, leftOut } = await read(`${code}\n`.replaceAll(';', ';\n'));
      expect(facts ?? gap ?? leftOut).toBeDefined();
      if (gap) expect(gap.path).toBe('main.ts');
    },
    60_000,
  );

  it('is a gap where it does not parse, with the facts around it', async () => {
    const { facts, gap } = await read('fetch("http://localhost:1");\nfunction (\n');
    expect(gap?.code).toBe('FILE_UNPARSEABLE');
    expect(facts?.urls).toHaveLength(1);
  });

  it('is left out where it is minified', async () => {
    expect((await read(`fetch("http://localhost:1");${'a();'.repeat(5000)}`)).leftOut?.reason).toBe(
      'minified',
    );
  });
});

async function read(code: string) {
  const store = new CodeStore(() => ({ text: code, bytes: code.length }), new Set(['main.ts']), EXTRACTORS);
  await store.prepare(['main.ts']);
  return store.facts('main.ts');
}
