import { describe, expect, it } from 'vitest';

import { CodeStore } from '../src/code-store.js';
import { EXTRACTORS } from '../src/extractors.js';

const DEEP = 5000;
const URL = '"http://localhost:1"';
const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const go = (body: string): string => `package main\n\nimport "net/http"\n\nfunc main() {\n${body}\n}\n`;

describe('source of compiled languages that nobody wrote by hand', () => {
  it.each([
    ['many brackets', 'main.go', go(`http.Get(${'('.repeat(DEEP)}${URL}${')'.repeat(DEEP)})`)],
    ['a long sum', 'main.go', go(`http.Get(${Array.from({ length: DEEP }, () => URL).join(' + ')})`)],
    [
      'variables of each other',
      'main.go',
      go(many(500, (index) => `a${index} := a${index + 1} + a${index + 1}`)),
    ],
    ['one variable that is written to often', 'main.go', go(many(3000, () => `a = ${URL}\nhttp.Get(a)`))],
    [
      'functions that call each other',
      'main.go',
      `package main\n${many(300, (index) => `func f${index}(a string) string { http.Get(a); return f${(index + 1) % 300}(a) + f${(index + 7) % 300}(a) }`)}`,
    ],
    ['open brackets', 'main.go', go(`http.Get(${'[]string{'.repeat(DEEP)}`)],
    ['many brackets', 'main.rs', `fn main() { reqwest::get(${'('.repeat(DEEP)}${URL}${')'.repeat(DEEP)}); }`],
    ['a long chain', 'main.rs', `fn main() { std::env::var("A")${'.unwrap()'.repeat(DEEP)}; }`],
    ['a long path', 'main.rs', `use ${'a::'.repeat(DEEP)}b;\nfn main() { std::env::var(${URL}); }`],
    [
      'nested imports',
      'main.rs',
      `use a::${'{b::'.repeat(1000)}c${'}'.repeat(1000)};\nfn main() { std::env::var(${URL}); }`,
    ],
    [
      'a macro of many tokens',
      'main.rs',
      `fn main() { format!("{}", ${'a.'.repeat(DEEP)}b); reqwest::get(${URL}); }`,
    ],
    [
      'blocks in blocks',
      'main.rs',
      `fn main() { let a = ${'{ '.repeat(2000)}${URL}${' }'.repeat(2000)}; reqwest::get(a); }`,
    ],
  ])(
    '%s in %s: facts or a gap, and never a crash',
    async (_name, path, code) => {
      const store = new CodeStore(() => ({ text: code, bytes: code.length }), new Set([path]), EXTRACTORS);
      await store.prepare([path]);
      const { facts, gap, leftOut } = store.facts(path);
      expect(facts ?? gap ?? leftOut).toBeDefined();
      expect(gap?.message ?? '').not.toContain('Error');
    },
    60_000,
  );
});
