import { describe, expect, it } from 'vitest';

import { CodeStore } from '../src/code-store.js';
import { EXTRACTORS } from '../src/extractors.js';

const DEEP = 8000;
const chain = (line: (n: number) => string) => Array.from({ length: 300 }, (_, n) => line(n)).join('\n');

describe('Ruby that nobody wrote by hand', () => {
  it.each([
    ['many brackets', `x = ${'['.repeat(DEEP)}"http://localhost:1"${']'.repeat(DEEP)}`],
    ['a long sum', `listen ${Array.from({ length: 400 }, () => '"http://localhost:1"').join(' +\n')}`],
    ['names made of names', `${chain((n) => `a${n + 1} = a${n} + a${n}\n`)}\nHTTParty.get(a300)`],
    ['a name made of itself', 'a = "http://localhost:1"\na = a + a\na += a\na ||= a\nHTTParty.get(a)'],
    ['methods that call each other', 'def a = b\ndef b = a\nHTTParty.get(a)\nENV["X"]'],
    ['deep conditions', `${'if x\n'.repeat(DEEP)}ENV["X"]\n${'end\n'.repeat(DEEP)}`],
    ['deep blocks', `${'a do\n'.repeat(3000)}origins "*"\n${'end\n'.repeat(3000)}`],
    ['a heredoc without end', 'x = <<~A\nhttp://localhost:1\n'],
    ['open brackets', `ENV[${'{['.repeat(DEEP)}`],
  ])('%s: facts or a gap, and never a crash', ends('main.rb'), 60_000);
});

describe('PHP that nobody wrote by hand', () => {
  it.each([
    ['many brackets', `$x = ${'['.repeat(DEEP)}"http://localhost:1"${']'.repeat(DEEP)};`],
    ['a long text', `f(${Array.from({ length: 400 }, () => '"http://localhost:1"').join(' .\n')});`],
    ['names made of names', `${chain((n) => `$a${n + 1} = $a${n} . $a${n};\n`)}\ncurl_init($a300);`],
    ['a name made of itself', '$a = "http://localhost:1";\n$a = $a . $a;\n$a ??= $a;\ncurl_init($a);'],
    [
      'functions that call each other',
      'function a() { return b(); }\nfunction b() { return a(); }\ncurl_init(a());',
    ],
    ['files that require themselves', "require __DIR__ . '/main.php';\ncurl_init(X);"],
    ['deep conditions', `${'if ($x) {\n'.repeat(3000)}getenv("X");\n${'}\n'.repeat(3000)}`],
    ['a heredoc without end', '$x = <<<A\nhttp://localhost:1\n'],
    ['open brackets', `getenv(${'[['.repeat(DEEP)}`],
  ])(
    '%s: facts or a gap, and never a crash',
    (name, code) => ends('main.php')(name, `<?php\n${code}`),
    60_000,
  );

  it('is read around what does not parse', async () => {
    const { facts, gap } = await read(
      'main.php',
      '<?php\nfile_get_contents("http://localhost:1");\nfunction (\n',
    );
    expect(gap?.code).toBe('FILE_UNPARSEABLE');
    expect(facts?.urls).toHaveLength(1);
  });
});

function ends(path: string) {
  return async (_name: string, code: string): Promise<void> => {
    const { facts, gap, leftOut } = await read(path, `${code}\n`);
    expect(facts ?? gap ?? leftOut).toBeDefined();
    expect(gap?.code === 'PART_SKIPPED' ? gap.message : '').toBe('');
  };
}

async function read(path: string, code: string) {
  const store = new CodeStore(() => ({ text: code, bytes: code.length }), new Set([path]), EXTRACTORS);
  await store.prepare([path]);
  return store.facts(path);
}
