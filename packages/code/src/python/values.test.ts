import { describe, expect, it } from 'vitest';

import { treeSitterParser } from '../documents/tree-sitter.js';
import type { Modules } from '../extractor.js';
import { showValue } from '../show-value.js';
import { field, nodesOfType, syntaxOf } from '../syntax.js';
import type { Value } from '../value.js';
import { Scopes } from './scope.js';
import { Values } from './values.js';

describe('Values', () => {
  it.each([
    ['8000', 'x(8000)'],
    ['"0.0.0.0"', 'HOST = "0.0.0.0"\nx(HOST)'],
    ['env PORT', 'import os\nx(os.environ["PORT"])'],
    ['env PORT else 8000', 'import os\nport = int(os.environ.get("PORT", 8000))\nx(port)'],
    ['env PORT else "8000"', 'from os import getenv\nx(int(getenv("PORT", default="8000")))'],
    ['env PORT', 'from os import environ as e\nx(e.get("PORT"))'],
    ['env PORT,APP_PORT else 3000', 'import os\nx(os.getenv("PORT") or os.getenv("APP_PORT") or 3000)'],
    ['env PORT else 3', 'import os\nx(int(os.environ["PORT"]) if "PORT" in os.environ else 3)'],
    ['env PORT else 5000', 'from decouple import config\nx(config("PORT", default=5000, cast=int))'],
    [
      'env PORT else 5000',
      'import environ\nenv = environ.Env(DEBUG=(bool, False))\nx(env.int("PORT", default=5000))',
    ],
    ['env ORIGINS else ["a"]', 'from environs import Env\nenv = Env()\nx(env.list("ORIGINS", ["a"]))'],
    ['env URL', 'from starlette.config import Config\nconfig = Config(".env")\nx(config("URL", cast=str))'],
    ['"http://localhost:3000/api"', 'base = "http://localhost:3000"\nx(f"{base}/api")'],
    ['["http://", env HOST, ":3000"]', 'import os\nx("http://" + os.environ["HOST"] + ":3000")'],
    ['["http://", ?host, ":1"]', 'x("http://{}:{p}".format(host, p=1))'],
    ['"http://h:1"', 'x("http://%s:1" % "h")'],
    ['"ab"', 'x("a" "b")'],
    ['development: 1 | production: 2', 'x(1 if settings.DEBUG else 2)'],
    ['["a", "b"]', 'x("a,b".split(","))'],
    [
      'env ORIGINS else ["http://a", "http://b"]',
      'import os\nx([o.strip() for o in os.getenv("ORIGINS", "http://a,http://b").split(",")])',
    ],
    ['["a", "b", ?more]', 'ONE = ["a"]\nx([*ONE, "b"] + more)'],
    ['always: ["a"] | always: ?origins', 'origins = ["a"]\norigins.append(y)\nx(origins)'],
    [
      'always: 1 | production: env PORT',
      'import os\np = 1\nif "PORT" in os.environ:\n    p = os.environ["PORT"]\nx(p)',
    ],
    ['env PORT else 4000', 'from config import PORT\nx(PORT)'],
    ['env PORT else 4000', 'import config\nx(config.PORT)'],
    ['env PORT else 4000', 'from app.core import config as c\nx(c.PORT)'],
    ['?port', 'def start(port):\n    x(port)'],
    ['5000', 'port = 3000\ndef start(port=5000):\n    x(port)\nstart()'],
    // Another file calls it, and may give another.
    ['always: 5000 | always: ?port', 'def start(port=5000):\n    x(port)'],
    ['env PORT', 'import os\ndef start(port=5000):\n    x(port)\nstart(os.environ["PORT"])'],
    ['?port', 'def start(port=5000):\n    x(port)\nstart(1)\nstart(port=2)'],
    ['{a: 1, b: 2}', 'x({**{"a": 1}, "b": 2})'],
    ['2', 'x(dict(a=2).get("a"))'],
    ['call next("a")', 'x(next("a"))'],
    ['?', 'port = 3000\nx(port + 1)'],
  ])('%s', async (expected, code) => {
    expect(showValue(await valueIn(code))).toBe(expected);
  });

  const SETTINGS =
    'from pydantic_settings import BaseSettings, SettingsConfigDict\nfrom pydantic import Field\n';

  it.each([
    ['env PORT else 8000', 'class S(BaseSettings):\n    port: int = 8000\ns = S()\nx(s.port)'],
    ['env PORT', 'class S(BaseSettings):\n    PORT: int\nx(S().PORT)'],
    ['env PORT else 8000', 'class S(BaseSettings):\n    p: int = Field(8000, alias="PORT")\nx(S().p)'],
    [
      'env A,B else 1',
      'class S(BaseSettings):\n    p: int = Field(default=1, validation_alias=AliasChoices("A", "B"))\nx(S().p)',
    ],
    [
      'env APP_PORT else 1',
      'class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="APP_")\n    port: int = 1\nx(S().port)',
    ],
    [
      'env APP_PORT else 1',
      'class S(BaseSettings):\n    port: int = 1\n    class Config:\n        env_prefix = "APP_"\nx(S().port)',
    ],
    ['env PORT else 1', 'class B(BaseSettings):\n    port: int = 1\nclass S(B):\n    pass\nx(S().port)'],
    [
      'env PORT else 1',
      'class S(BaseSettings):\n    port: int = 1\ndef get():\n    return S()\ns = get()\nx(s.port)',
    ],
    [
      'env DB else 1',
      'class D(BaseSettings):\n    db: int = 1\nclass S(BaseSettings):\n    d: D = Field(default_factory=D)\nx(S().d.db)',
    ],
    ['8000', 'class C:\n    PORT = 8000\nx(C.PORT)'],
    [
      'env PORT',
      'import os\nclass C:\n    def __init__(self):\n        self.port = os.environ["PORT"]\nx(C().port)',
    ],
    ['8000', 'class C:\n    PORT = 8000\n    def run(self):\n        x(self.PORT)'],
    ['8000', 'class C:\n    @property\n    def port(self):\n        return 8000\nx(C().port)'],
    ['?PORT', 'class C:\n    PORT = 8000\n    def run(self):\n        x(PORT)'],
  ])('fields: %s', async (expected, code) => {
    expect(showValue(await valueIn(SETTINGS + code))).toBe(expected);
  });

  it.each([
    ['names that stand for each other', 'a = b\nb = a\nx(a)'],
    ['a class that is its own base', 'class A(A):\n    pass\nx(A().y)'],
    ['functions that call each other', 'def f():\n    return g()\ndef g():\n    return f()\nx(f())'],
  ])('ends on %s', async (_name, code) => {
    expect(['unknown', 'call']).toContain((await valueIn(code)).kind);
  });

  it('ends on names that double with every line', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `v${i} = v${i + 1} + v${i + 1}`);
    expect((await valueIn(`${lines.join('\n')}\nx(v0)`)).kind).toBe('template');
  });
});

const place = { path: 'config.py', region: { startLine: 1 } };
const MODULES: Modules = {
  resolveAll: () => [],
  exportsOf: (_from, specifier) =>
    specifier === 'config' || specifier === 'app.core.config'
      ? new Map<string, Value>([
          [
            'PORT',
            { kind: 'env', names: ['PORT'], fallback: { kind: 'literal', value: 4000, place }, place },
          ],
        ])
      : undefined,
  resolve: () => undefined,
};

/** What the first argument of the first call of `x` is. */
async function valueIn(code: string): Promise<Value> {
  const tree = (await treeSitterParser('python')).parse(code);
  if (!tree) throw new Error('no tree');
  const syntax = syntaxOf('main.py', code, tree);
  const call = nodesOfType(syntax.root, 'call').find((node) => field(node, 'function')?.text === 'x');
  const values = new Values(syntax, new Scopes(syntax.root), MODULES);
  const value = values.of(field(call, 'arguments')?.namedChildren[0] ?? undefined);
  tree.delete();
  return value;
}
