import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { treeSitterParser } from '../src/documents/tree-sitter.js';

const GRAMMARS = join(import.meta.dirname, '../grammars');

interface Source {
  readonly package: string;
  readonly version: string;
  readonly license: string;
  readonly files: Readonly<Record<string, string>>;
}

describe.each(readdirSync(GRAMMARS))('the grammar of %s', (name) => {
  const folder = join(GRAMMARS, name);
  const source = JSON.parse(readFileSync(join(folder, 'source.json'), 'utf8')) as Source;

  it('has the bytes of the package that it came from, with its licence', () => {
    const found = Object.keys(source.files).map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
    ]);
    expect(Object.fromEntries(found)).toEqual(source.files);
    expect(Object.keys(source.files)).toEqual([`tree-sitter-${name}.wasm`, 'LICENSE']);
    expect(readdirSync(folder).sort()).toEqual([...Object.keys(source.files), 'source.json'].sort());
  });
});

it('reads Kotlin', async () => {
  const parser = await treeSitterParser('kotlin');
  const tree = parser.parse('fun main() {\n    println("hello")\n}\n');
  expect(tree?.rootNode.hasError).toBe(false);
  expect(tree?.rootNode.firstNamedChild?.type).toBe('function_declaration');
  tree?.delete();
});

it('is published with the package', () => {
  const manifest = JSON.parse(readFileSync(join(GRAMMARS, '../package.json'), 'utf8')) as { files: string[] };
  expect(manifest.files).toContain('grammars');
});
