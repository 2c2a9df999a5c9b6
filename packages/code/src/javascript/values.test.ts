import { describe, expect, it } from 'vitest';

import { treeSitterParser } from '../documents/tree-sitter.js';
import type { Modules } from '../extractor.js';
import { showValue } from '../show-value.js';
import { nodesOfType, field, syntaxOf } from '../syntax.js';
import type { Value } from '../value.js';
import { Scopes } from './scope.js';
import { Values } from './values.js';

describe('Values', () => {
  it.each([
    ['3000', 'x(3000)'],
    ['"0.0.0.0"', 'const HOST = "0.0.0.0"; x(HOST)'],
    ['env PORT', 'x(process.env.PORT)'],
    ['env PORT', 'x(process.env["PORT"]!)'],
    ['env PORT else 3000', 'const port = Number(process.env.PORT) || 3000; x(port)'],
    ['env PORT else "8080"', 'const { PORT: port = "8080" } = process.env; x(port)'],
    ['env PORT,APP_PORT else 3000', 'x(process.env.PORT ?? process.env.APP_PORT ?? 3000)'],
    ['env PORT else 3000', 'x(process.env.PORT ? parseInt(process.env.PORT, 10) : 3000)'],
    [
      'env PORT else 3000',
      'const config = { server: { port: +process.env.PORT || 3000 } }; x(config.server.port)',
    ],
    ['"http://localhost:3000/api"', 'const base = "http://localhost:3000"; x(`${base}/api`)'],
    ['["http://", env HOST, ":3000"]', 'x("http://" + process.env.HOST + ":3000")'],
    ['["ws://", ?location.host]', 'x(`ws://${location.host}`)'],
    ['3001', 'const base = 3000; x(base + 1)'],
    ['"port 3000"', 'x("port " + 3000)'],
    ['?', 'x(Number(process.env.PORT) + 1)'],
    ['?', 'x(1 + offset)'],
    ['["a", ?b]', 'x("a" + b)'],
    [
      'production: env URL | development: "http://localhost"',
      'x(process.env.NODE_ENV === "production" ? process.env.URL : "http://localhost")',
    ],
    ['development: 1 | production: 2', 'x(!isProduction ? 1 : 2)'],
    ['["a", "b"]', 'x("a,b".split(","))'],
    [
      'env ORIGINS else ["http://a", "http://b"]',
      'x((process.env.ORIGINS || "http://a,http://b").split(",").map((s) => s.trim()))',
    ],
    ['env PORT else 4000', 'import { PORT } from "./config"; x(PORT)'],
    ['env PORT else 4000', 'import * as config from "./config"; x(config.PORT)'],
    ['env PORT else 4000', 'const { PORT } = require("./config"); x(PORT)'],
    ['?port', 'function start(port) { x(port) }'],
    ['5000', 'const port = 3000; function start(port = 5000) { x(port) }'],
    ['always: 3000 | always: ?port', 'let port = 3000; port = next(); x(port)'],
    ['call location.host.replace("a", "b")', 'x(location.host.replace("a", "b"))'],
  ])('%s', async (expected, code) => {
    expect(showValue(await valueIn(code))).toBe(expected);
  });

  it('ends on names that stand for each other', async () => {
    expect((await valueIn('const a = b; const b = a; x(a)')).kind).toBe('unknown');
  });

  it('ends on names that double with every line', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `const v${i} = v${i + 1} + v${i + 1};`);
    expect((await valueIn(`${lines.join('\n')} x(v0)`)).kind).toBe('template');
  });
});

const MODULES: Modules = {
  resolveAll: () => [],
  exportsOf: (_from, specifier) =>
    specifier === './config'
      ? new Map<string, Value>([
          [
            'PORT',
            { kind: 'env', names: ['PORT'], fallback: { kind: 'literal', value: 4000, place }, place },
          ],
        ])
      : undefined,
  resolve: () => undefined,
};
const place = { path: 'config.ts', region: { startLine: 1 } };

/** What the first argument of the last call of `x` is. */
async function valueIn(code: string): Promise<Value> {
  const tree = (await treeSitterParser('typescript')).parse(code);
  if (!tree) throw new Error('no tree');
  const syntax = syntaxOf('main.ts', code, tree);
  const call = nodesOfType(syntax.root, 'call_expression').findLast(
    (node) => field(node, 'function')?.text === 'x',
  );
  const values = new Values(syntax, new Scopes(syntax.root), MODULES);
  const value = values.of(field(call, 'arguments')?.namedChildren[0] ?? undefined);
  tree.delete();
  return value;
}
