import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type * as TypescriptEstree from '@typescript-eslint/typescript-estree';
import { describe, expect, it } from 'vitest';

import { typescriptParse, typescriptParser } from './typescript-parser.js';

const load = createRequire(import.meta.url);
const loaded = (part: string) => Object.keys(load.cache).filter((path) => path.includes(part));
const OPTIONS = { loc: true, range: true, jsDocParsingMode: 'none', allowInvalidAST: true } as const;
// What tests before this one have loaded in the same process says nothing of this parser.
for (const path of loaded('/@typescript-eslint/')) Reflect.deleteProperty(load.cache, path);
const parser = typescriptParser(true, { name: 'typescript', version: '1' });

describe('the TypeScript parser', () => {
  it('loads neither what is about projects nor the names of libraries', () => {
    expect(loaded('/typescript-estree/dist/convert.js')).toHaveLength(1);
    expect(loaded('/typescript-estree/dist/create-program/')).toEqual([]);
    expect(loaded('/scope-manager/dist/lib/').length).toBeLessThan(2);
  });

  it.each(sources())('says of %s what typescript-estree says', (path) => {
    const { parse } = load('@typescript-eslint/typescript-estree') as typeof TypescriptEstree;
    const text = readFileSync(path, 'utf8');
    const jsx = path.endsWith('.tsx');
    expect(typescriptParse(jsx)(text)).toEqual(
      parse(text, { ...OPTIONS, jsx, filePath: jsx ? 'source.tsx' : 'source.ts' }),
    );
  });

  it('throws what typescript-estree throws', () => {
    const { parse } = load('@typescript-eslint/typescript-estree') as typeof TypescriptEstree;
    const broken = 'const a = (;\n';
    const expected = thrownBy(() => parse(broken, OPTIONS));
    expect(expected).toMatchObject({ name: 'TSError' });
    expect(thrownBy(() => typescriptParse(false)(broken))).toEqual(expected);
  });

  it('leaves the names of libraries to those who ask for them', () => {
    expect(parser.meta?.version).toBe('1');
    const { analyze } = load('@typescript-eslint/scope-manager') as {
      analyze(ast: unknown, options: object): { variables: { name: string }[] };
    };
    const names = analyze(typescriptParse(false)('a;'), { lib: ['es5'] }).variables.map(({ name }) => name);
    expect(names).toContain('Array');
    expect(() => analyze(typescriptParse(false)('a;'), { lib: ['none'] })).toThrow('lib');
  });
});

/** Those of the example repository, and of this folder. */
function sources(): string[] {
  const example = join(import.meta.dirname, '../../../testkit/example/flawed');
  const files = readdirSync(example, { recursive: true }).map((name) => join(example, String(name)));
  const own = readdirSync(import.meta.dirname).map((name) => join(import.meta.dirname, name));
  return [...files, ...own].filter((path) => /\.tsx?$/.test(path));
}

function thrownBy(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return {
      ...(error as object),
      fileName: '',
      name: (error as Error).name,
      message: (error as Error).message,
    };
  }
}
