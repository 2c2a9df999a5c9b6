import { describe, expect, it } from 'vitest';

import { CodeStore } from '../src/code-store.js';
import { EXTRACTORS } from '../src/extractors.js';

const DEEP = 5000;

describe('Python that nobody wrote by hand', () => {
  it.each([
    ['many brackets', `x(${'['.repeat(DEEP)}"http://localhost:1"${']'.repeat(DEEP)})`],
    ['a long sum', `uvicorn.run(${Array.from({ length: DEEP }, () => '"http://localhost:1"').join(' + ')})`],
    ['a long chain', `x = requests${'.get("http://localhost:1")'.repeat(DEEP)}`],
    ['open brackets', `uvicorn.run(${'{['.repeat(DEEP)}`],
    ['a text without end', `uvicorn.run("""http://localhost${'x'.repeat(DEEP)}`],
    [
      'many classes of each other',
      Array.from({ length: 300 }, (_, i) => `class C${i}(C${i + 1}):\n  a = C${i + 1}()`).join('\n'),
    ],
  ])(
    '%s: facts or a gap, and never a crash',
    async (_name, code) => {
      const read = () => ({ text: `import requests, uvicorn\n${code}\n`, bytes: code.length });
      const store = new CodeStore(read, new Set(['main.py']), EXTRACTORS);
      await store.prepare(['main.py']);
      const { facts, gap, leftOut } = store.facts('main.py');
      expect(facts ?? gap ?? leftOut).toBeDefined();
    },
    60_000,
  );
});
