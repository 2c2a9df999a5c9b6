import { describe, expect, it } from 'vitest';

import type { ConfigDocument } from '../src/documents/config-document.js';
import { parseJson } from '../src/documents/json.js';
import type { Parsed } from '../src/documents/parsed.js';
import { parseToml } from '../src/documents/toml.js';

const JSON_TEXT = '{\n  "build": { "list": [1, { "x": true }] },\n  "a.b": null, "date": "1979-05-27"\n}';
const TOML_TEXT = 'date = 1979-05-27\n"a.b" = "n"\n[build]\nlist = [1, { x = true }]\n';

describe('one model for all syntaxes', () => {
  const documents: readonly (readonly [string, ConfigDocument])[] = [
    ['JSON', documentOf(parseJson('f', JSON_TEXT, 'json'))],
    ['HuJSON', documentOf(parseJson('f', JSON_TEXT.replace('null,', 'null, // why\n'), 'hujson'))],
    ['TOML', documentOf(parseToml('f', TOML_TEXT))],
  ];

  it.each(documents)('%s: values by pointer', (_name, document) => {
    expect(document.get(['build', 'list', 1, 'x'])).toBe(true);
    expect(document.get(['build', 'list'])).toEqual([1, { x: true }]);
    expect(document.get(['date'])).toBe('1979-05-27');
    expect(document.get(['a', 'b'])).toBeUndefined();
    expect(document.has(['a.b'])).toBe(true);
    expect(document.get(['build', 'list', 2])).toBeUndefined();
    expect(document.get(['build', '__proto__'])).toBeUndefined();
    expect(document.keys(['build'])).toEqual(['list']);
    expect(document.keys(['date'])).toEqual([]);
  });

  it.each(documents)(
    '%s: places of key and value, and of the nearest thing that is there',
    (_name, document) => {
      const text = (...args: Parameters<ConfigDocument['regionOf']>) => slice(document, args);
      expect(text(['build', 'list', 1, 'x'], 'value')).toBe('true');
      expect(text(['build', 'list', 1, 'x'], 'key').replaceAll('"', '')).toBe('x');
      expect(text(['a.b'], 'key')).toBe('"a.b"');
      expect(text(['build', 'missing', 'deeper'], 'value').replaceAll('"', '')).toBe('build');
    },
  );
});

it('reads tables, tables in lists, and dotted keys of TOML', () => {
  const text =
    'a.b.c = 1\n[[s]]\nn = "x"\n[s.env]\nA = "1"\n[[s]]\nn = "y"\n[[s.ports]]\np = 2\n[t]\n[t.u]\nv = nan\n';
  const document = documentOf(parseToml('f', text));
  expect(document.root).toEqual({
    a: { b: { c: 1 } },
    s: [
      { n: 'x', env: { A: '1' } },
      { n: 'y', ports: [{ p: 2 }] },
    ],
    t: { u: { v: Number.NaN } },
  });
  expect(document.regionOf(['s', 1, 'ports', 0, 'p'], 'value')).toMatchObject({
    startLine: 9,
    startColumn: 5,
  });
  expect(document.regionOf(['s', 0, 'env'], 'value')).toMatchObject({
    startLine: 4,
    startColumn: 4,
    endColumn: 7,
  });
});

it('counts columns in UTF-16 code units', () => {
  const document = documentOf(parseJson('f', '{ "😀": "ü", "b": 1 }', 'json'));
  expect(document.regionOf(['b'], 'key')).toMatchObject({ startLine: 1, startColumn: 14, endColumn: 17 });
});

function documentOf(parsed: Parsed<ConfigDocument>): ConfigDocument {
  if (parsed.kind !== 'document') throw new Error(`Not a document: ${JSON.stringify(parsed)}`);
  return parsed.document;
}

function slice(document: ConfigDocument, args: Parameters<ConfigDocument['regionOf']>): string {
  const { startLine, startColumn, endLine, endColumn } = document.regionOf(...args);
  expect(endLine).toBe(startLine);
  return (document.text.split('\n')[startLine - 1] ?? '').slice(startColumn - 1, endColumn - 1);
}
