import { describe, expect, it } from 'vitest';

import { factsOf } from './facts.js';

/** What the languages have and the grammars do not know. */
const WRITTEN: readonly (readonly [what: string, path: string, text: string])[] = [
  ['an ampersand in JSX', 'a.tsx', 'export const a = <p>Terms & conditions</p>;\n'],
  ['two ampersands in JSX', 'a.jsx', 'export const a = <b>cd x && make</b>;\n'],
  ['several in one text', 'a.jsx', 'export const a = <p>100% & more; a & b & c {d} & e</p>;\n'],
  ['an ampersand in an attribute', 'a.tsx', 'export const a = <a href="/?a=1&b=2">x</a>;\n'],
  ['a fragment of JavaScript', 'a.js', 'export const a = <>R&D</>;\n'],
  ['type arguments of a tagged template', 'a.ts', 'await db.$queryRaw<Row[]>`SELECT 1`;\n'],
  ['an object type there', 'a.ts', 'await db.$queryRaw<\n  { a: string; b: () => Map<string, C> }[]\n>`SELECT 1`;\n'],
  ['an array of an imported type', 'a.ts', "let a: () => { keys: import('jose').JWK[] };\n"],
  ['an imported type with arguments', 'a.ts', "function f(): import('x').Y<string> { return g(); }\n"],
  ['a re-export of types', 'a.ts', "export type * from './b.js';\nexport type * as C from './c.js';\n"],
  ['an empty collection of C#', 'A.cs', 'class A { string[] x = []; int[] F(int[]? a) => a ?? []; int[] G() { return []; } }\n'],
  ['as an argument and in a condition', 'A.cs', 'f(new A(1, []));\nvar x = a ? [ ] : b;\nint[][] y = [[], [1]];\n'],
  ['a functional interface of Kotlin', 'a.kt', 'fun interface A {\n  fun f(): Int\n}\n'],
]; // prettier-ignore

const BROKEN: readonly (readonly [what: string, path: string, text: string])[] = [
  ['an address of a variable', 'a.ts', 'const a = &b;\n'],
  ['an operator without its other side', 'a.tsx', 'if (a &&) b();\n'],
  ['a comparison with a template', 'a.ts', 'const a = b < c > `d` +;\n'],
  ['a collection that does not end', 'A.cs', 'class A { string[] x = [; }\n'],
  ['an element that does not end', 'a.tsx', 'export const a = <p>R & D;\n'],
];

/** Without a word that some fact is made of, a file is not parsed at all. */
const READS: Readonly<Record<string, string>> = {
  cs: 'class Z { string p = Environment.GetEnvironmentVariable("PORT"); }\n',
  kt: 'val p = System.getenv("PORT")\n',
};
const withRead = (path: string, text: string) => ({
  [path]: text + (READS[path.split('.')[1] ?? ''] ?? 'process.env.PORT;\n'),
});

describe('newer syntax', () => {
  it.each(WRITTEN)('%s is no syntax error', async (_, path, text) => {
    await expect(factsOf(withRead(path, text))).resolves.toMatchObject({ env: [{ name: 'PORT' }] });
  });

  it.each(BROKEN)('%s is one', async (_, path, text) => {
    await expect(factsOf(withRead(path, text))).rejects.toThrow('syntax error');
  });

  it('takes no longer where somebody wrote it without end', async () => {
    const text = `${'a<b>`c`;\n<p>d & e</p>;\n'.repeat(2_000)}x = (;\n`;
    await expect(factsOf(withRead('a.tsx', text))).rejects.toThrow('syntax error');
  });

  it('changes nothing of what is read: neither places nor texts', async () => {
    const text =
      'const rows = await db.$queryRaw<Row[]>`SELECT 1`;\nfetch("http://localhost:4000/?a=1&b=2");\nexport const a = <p>A & B</p>;\n';
    const { urls } = await factsOf({ 'a.tsx': text });
    expect(urls).toMatchObject([
      {
        value: { kind: 'literal', value: 'http://localhost:4000/?a=1&b=2' },
        place: { region: { startLine: 2 } },
      },
    ]);
  });
});
