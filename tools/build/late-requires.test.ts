import { describe, expect, it } from 'vitest';

import { requireLate } from './late-requires.mjs';

class Box {
  readonly kind = 'box';
}

/** Runs it as a module of CommonJS. Gives what was asked for, in this order, and what it exports. */
function run(code: string): { readonly asked: string[]; readonly exports: Record<string, unknown> } {
  const asked: string[] = [];
  const modules: Readonly<Record<string, unknown>> = {
    path: { join: (...parts: string[]) => parts.join('/'), deep: { Box } },
    shapes: { Box, size: 3 },
  };
  const require = (name: string): unknown => {
    asked.push(name);
    return modules[name];
  };
  const exports: Record<string, unknown> = {};
  new Function('require', 'exports', requireLate(code))(require, exports);
  return { asked, exports };
}

const PATH = 'let path = require("path");\n';
const SHAPES = 'const shapes = require("shapes");\n';

describe('requireLate', () => {
  it('loads a module when something of it is used, and once', () => {
    const { asked, exports } = run(`${PATH}${SHAPES}
      exports.join = (a, b) => path.join(a, (0, path.join)(b, \`\${path.join("c")}\`));
      exports.size = () => shapes["size"];`);
    expect(asked).toEqual([]);
    expect((exports['join'] as (a: string, b: string) => string)('a', 'b')).toBe('a/b/c');
    expect(asked).toEqual(['path']);
    expect((exports['size'] as () => number)()).toBe(3);
    expect(asked).toEqual(['path', 'shapes']);
  });

  it('makes objects of its classes, and takes no other name for it', () => {
    const { exports } = run(`${PATH}${SHAPES}
      class Large extends shapes.Box { path = 1; shapes() { return new path.deep.Box(); } }
      exports.made = [new shapes.Box(shapes.size), new Large().shapes(), { path: 2, shapes: 3 }, new Large().path];`);
    const [box, deep, names, path] = exports['made'] as object[];
    expect([box, deep].map((object) => object?.constructor.name)).toEqual(['Box', 'Box']);
    expect([names, path]).toEqual([{ path: 2, shapes: 3 }, 1]);
  });

  it('exports what is of another module when it is asked for', () => {
    const { asked, exports } = run(`${SHAPES}exports.Box = shapes.Box;\nexports.size = shapes.size;`);
    expect([Object.keys(exports), asked]).toEqual([['Box', 'size'], []]);
    expect([exports['size'], asked]).toEqual([3, ['shapes']]);
  });

  it.each([
    ['is handed on', 'exports.all = toList(path); function toList(x) { return [x]; }'],
    ['is put into an object', 'exports.all = { path };'],
    ['gets another value', 'path = { ...path };'],
    ['has a namesake within', 'exports.join = (path) => path.join();'],
    ['has a namesake that is taken apart', 'const f = ({ a: { path } }) => path;'],
    ['is called', 'exports.all = () => path();'],
  ])('leaves a variable alone that %s', (_what, code) => {
    expect(requireLate(PATH + code)).toBe(PATH + code);
    expect(run(PATH + code).asked).toEqual(['path']);
  });

  it('leaves alone what is no such variable', () => {
    const code =
      'require("a");\nlet b = require("b").c, d = require(e);\nfunction f() { let g = require("g"); g.h(); }\n';
    expect(requireLate(code)).toBe(code);
  });

  it('keeps the lines, for source maps', () => {
    const late = requireLate(`${PATH}\nexports.a = path.join("a");\nexports.b = path.join("b");`);
    expect(late.split('\n').map((line) => line.includes('join("b")'))).toEqual([false, false, false, true]);
  });
});
