import fc from 'fast-check';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { identifyForeign } from './foreign.js';

const run = (driver: Partial<sarif.ToolComponent> = {}, more: Partial<sarif.Run> = {}): sarif.Run => ({
  tool: { driver: { name: 'Linter', ...driver } },
  ...more,
});

interface Spot {
  readonly uri?: string;
  readonly line?: number;
  readonly code?: string;
  readonly text?: string;
  readonly ruleId?: string;
}
const result = ({ uri = 'src/a.c', line = 12, code, text = 'Bad.', ruleId = 'R1' }: Spot): sarif.Result => ({
  ruleId,
  message: { text },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri },
        region: { startLine: line, ...(code !== undefined && { snippet: { text: code } }) },
      },
    },
  ],
});
const id = (spot: Spot, of = run()) => identifyForeign(result(spot), of);

describe('identifyForeign', () => {
  it('is 32 hexadecimal digits, also for a result that holds nothing', () => {
    expect(id({})).toMatch(/^[0-9a-f]{32}$/);
    expect(identifyForeign({ message: {} }, run())).toMatch(/^[0-9a-f]{32}$/);
  });

  it('tells rules, files, code and messages apart', () => {
    const spots: Spot[] = [
      {},
      { ruleId: 'R2' },
      { uri: 'src/b.c' },
      { text: 'Worse.' },
      { code: 'x = 1' },
      { code: 'x = 2' },
    ];
    expect(new Set(spots.map((spot) => id(spot))).size).toBe(spots.length);
  });

  it('goes by the shown code, not by where and how it stands', () => {
    const code = 'if (x) {\n    y();\n}';
    expect(id({ code, line: 3, text: 'On line 3.' })).toBe(
      id({ code: '\tif (x) {\r\n\t\ty();  \r\n\r\n\t}', line: 900, text: 'On line 900, that is.' }),
    );
  });

  it('takes what Semgrep shows without a login for no code', () => {
    const code = 'requires login';
    expect(id({ code, text: 'One.' })).not.toBe(id({ code, text: 'Two.' }));
  });

  it('stays when lines shift, whatever number the line is', () => {
    const said = (line: number) => `Declared in a.c:${line} and used 3 times, see line ${line}.`;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.integer({ min: 1, max: 99_999 }), (a, b) => {
        fc.pre(a !== 3 && b !== 3);
        expect(id({ line: a, text: said(a) })).toBe(id({ line: b, text: said(b) }));
      }),
    );
  });

  it('keeps numbers that are not its own, and small ones that only happen to be equal', () => {
    expect(id({ line: 12, text: 'Takes 13 arguments.' })).not.toBe(
      id({ line: 12, text: 'Takes 14 arguments.' }),
    );
    expect(id({ line: 2, text: 'Takes 2 arguments.' })).toBe(id({ line: 7, text: 'Takes 2 arguments.' }));
    expect(id({ line: 12, text: 'Use v1.12 of it.' })).not.toBe(id({ line: 13, text: 'Use v1.13 of it.' }));
  });

  it.each([
    ['./src/a.c', 'src/a.c'],
    ['src/x/../a.c', 'src/a.c'],
    ['src\\a.c', 'src/a.c'],
    ['src/%61.c', 'src/a.c'],
    ['file:///home/ci/work/src/a.c', 'src/a.c'],
    ['FILE://host/home/ci/work/src/a.c', 'src/a.c'],
    ['/home/ci/work/src/a.c', 'src/a.c'],
  ])('takes %s for %s', (uri, same) => {
    const at = (root: string) => run({}, { originalUriBaseIds: { SRCROOT: { uri: root } } });
    expect(id({ uri }, at('file:///home/ci/work/'))).toBe(id({ uri: same }, at('file:///elsewhere/')));
  });

  describe('bases', () => {
    const based = (uri: string, uriBaseId: string): sarif.Result => ({
      ruleId: 'R1',
      message: { text: 'Bad.' },
      locations: [{ physicalLocation: { artifactLocation: { uri, uriBaseId } } }],
    });
    const bases: sarif.Run['originalUriBaseIds'] = {
      SRCROOT: { uri: 'file:///ci/' },
      LIB: { uri: 'lib', uriBaseId: 'SRCROOT' },
      GENERATED: { uri: 'file:///tmp/out/' },
      LOOP: { uri: 'x/', uriBaseId: 'LOOP' },
    };
    const of = run({}, { originalUriBaseIds: bases });

    it('resolves them to the source root', () => {
      expect(identifyForeign(based('a.c', 'LIB'), of)).toBe(
        identifyForeign(based('lib/a.c', '%SRCROOT%'), run()),
      );
    });

    it('keeps files under another root apart', () => {
      const ids = ['SRCROOT', 'LIB', 'GENERATED'].map((base) => identifyForeign(based('a.c', base), of));
      expect(new Set(ids).size).toBe(3);
    });

    it('ends on a base that names itself, or `__proto__`', () => {
      for (const base of ['LOOP', '__proto__', 'constructor'])
        expect(identifyForeign(based('a.c', base), of)).toMatch(/^[0-9a-f]{32}$/);
    });
  });

  it('reads a place and a rule that are named by index', () => {
    const indexed: sarif.Result = {
      rule: { index: 1, toolComponent: { index: 0 } },
      message: { text: 'Bad.' },
      locations: [{ physicalLocation: { artifactLocation: { index: 1 }, region: { startLine: 12 } } }],
    };
    const of = run(
      {},
      {
        tool: {
          driver: { name: 'Linter' },
          extensions: [{ name: 'x', rules: [{ id: 'R0' }, { id: 'R1' }] }],
        },
        artifacts: [{ location: { uri: 'z' } }, { location: { uri: 'src/a.c' } }],
      },
    );
    expect(identifyForeign(indexed, of)).toBe(id({}));
  });
});
