import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { envFileRole, isEnvFile } from '../names/env-file-name.js';
import { parseEnvFile } from './env-file.js';

describe('parseEnvFile', () => {
  it.each([
    ['A=1', ['1:1 A=1@3']],
    ['  export A = "x y" # z', ['1:10 A=x y@14']],
    ['A=x # y\nB=x#y\n#C=1', ['1:1 A=x@3', '2:1 B=x#y@3']],
    ["A='x\ny'\r\nB=2", ['1:1 A=x\ny@3', '3:1 B=2@3']],
    ['A="say \\"hi\\" # now"', ['1:1 A=say \\"hi\\" # now@3']],
    ['A=`a "b" \'c\'`', ['1:1 A=a "b" \'c\'@3']],
    ['A: yaml\nno line\n=3\nB=', ['1:1 A=yaml@4', '4:1 B=@3']],
    ['A="x\nB=2', ['1:1 A="x@3', '2:1 B=2@3']],
    ['A=${B}-$C', ['1:1 A=${B}-$C@3']],
    ['\uFEFFA=1', ['1:2 A=1@4']],
    ['app.key-x=1', ['1:1 app.key-x=1@11']],
  ])('%s', (text, expected) => {
    const { entries } = parseEnvFile('.env', text);
    expect(
      entries.map(({ key, value, region, valueRegion }) => {
        return `${region.startLine}:${region.startColumn} ${key}=${value}@${valueRegion.startColumn}`;
      }),
    ).toEqual(expected);
  });

  it('reads whatever stands there, with places inside of the text', () => {
    const piece = fc.constantFrom(
      'A',
      '=',
      '"',
      "'",
      '`',
      '\n',
      '\r\n',
      '\\',
      '#',
      ' ',
      '$',
      '{',
      'export ',
      ': ',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const lines = text.split(/\r\n|\n|\r/);
        for (const { region, valueRegion } of parseEnvFile('.env', text).entries) {
          expect(region.endColumn).toBeLessThanOrEqual((lines[region.endLine - 1]?.length ?? -1) + 1);
          expect(valueRegion.startColumn).toBeLessThanOrEqual(
            (lines[valueRegion.startLine - 1]?.length ?? -1) + 1,
          );
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['quotes', 'A="\\"'.repeat(50_000)],
    ['quotes on lines of their own', 'A="x\n'.repeat(50_000)],
    ['backslashes', `A="${'\\'.repeat(200_000)}`],
    ['spaces', `A=${' '.repeat(200_000)}#`],
    ['names', 'A'.repeat(200_000)],
  ])('takes no more than a moment for %s', (_name, text) => {
    const start = performance.now();
    expect(parseEnvFile('.env', text).entries.length).toBeLessThanOrEqual(5000);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

it.each([
  ['.env', 'base'],
  ['apps/web/.env.production', 'production'],
  ['.env.example', 'example'],
  ['.env.production.example', 'example'],
  ['.env.local', 'development'],
  ['railway.env', 'production'],
  ['.env.ts', undefined],
  ['src/env.ts', undefined],
  ['environment', undefined],
])('%s is %s', (path, role) => {
  expect(isEnvFile(path) ? envFileRole(path) : undefined).toBe(role);
});
