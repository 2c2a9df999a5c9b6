import { describe, expect, it } from 'vitest';

import { readToml } from '../data/toml.js';
import { plainTable } from '../data/plain.js';
import { keptOfYaml, setRangeInYaml } from '../npm/settings-yaml.js';
import { pyprojectRequirements, setPyprojectRange } from '../python/set-pyproject-range.js';
import { cleanPyproject, pyprojectSources, withPythonRequirement } from './clean-pyproject.js';

const HOSTILE = `[build-system]
requires = ["evil"]
build-backend = "evil"
[project]
name = "a\\u0007\\"b"
dependencies = ["x>=1 ; python_version < '3.9'"]
scripts = { run = "evil:main" }
[tool.uv]
index-url = "https://example.com/simple"
override-dependencies = ["y==1"]
[tool.uv.sources]
x = { git = "https://example.com/x" }
z = { workspace = true }
[[tool.poetry.source]]
name = "own"
url = "https://example.com/own"
[tool.poetry]
requires-plugins = { evil = "*" }
dependencies = { "a.b" = { version = "^1", markers = "python_version < '3.9'", optional = true } }
`;

describe('a clean pyproject.toml', () => {
  it('ok: says what is depended on, in words of TOML', () => {
    const clean = plainTable(readToml(cleanPyproject(HOSTILE, ['packages/a'])));
    expect(JSON.stringify(clean, mapsAsObjects)).toBe(
      JSON.stringify({
        project: { name: 'a\u0007"b', dependencies: ["x>=1 ; python_version < '3.9'"] },
        tool: {
          uv: {
            'override-dependencies': ['y==1'],
            sources: { x: { git: 'https://example.com/x' }, z: { workspace: true } },
            package: true,
            workspace: { members: ['packages/a'] },
          },
          poetry: {
            dependencies: { 'a.b': { version: '^1', markers: "python_version < '3.9'", optional: true } },
            source: [{ name: 'own', url: 'https://example.com/own' }],
            'package-mode': false,
          },
        },
      }),
    );
  });

  it('ok: asks for one more where the project asks', () => {
    expect(withPythonRequirement(cleanPyproject(HOSTILE), 'q', '1')).toContain('"q==1"]');
    const old = '[tool.poetry.dependencies]\npython = "^3.9"\n';
    expect(withPythonRequirement(cleanPyproject(old), 'q', '1')).toContain('"q" = "==1"');
  });

  it('ng: what chooses where packages come from is named', () => {
    expect(pyprojectSources(HOSTILE)).toEqual({
      indexes: ['https://example.com/own', 'https://example.com/simple'],
      elsewhere: ['x'],
    });
  });

  it('broken: what is no TOML says nothing', () => {
    expect([cleanPyproject('[project\n'), cleanPyproject('\0')].join('')).not.toContain('project');
    expect(pyprojectSources('= 1').indexes).toEqual([]);
  });
});

describe('a range in pyproject.toml', () => {
  const set = (text: string, range: string): string | undefined => {
    const [requirement] = pyprojectRequirements(text) ?? [];
    return requirement && setPyprojectRange(text, requirement, range);
  };
  const list = (item: string): string => `[project]\r\ndependencies = [ # all\r\n  ${item},\r\n]\r\n`;

  it.each([
    [
      '\'Req.uests[socks] ~= 2.28.2 ; python_version > "3"\'',
      '\'Req.uests[socks] ~=2.31 ; python_version > "3"\'',
    ],
    ['"requests>=2 , <3"', '"requests~=2.31"'],
    ['"requests [socks]"', '"requests [socks]~=2.31"'],
  ])('ok: %s', (item, changed) => {
    expect(set(list(item), '~=2.31')).toBe(list(changed));
  });

  it('ok: in the tables of Poetry', () => {
    const text = '[tool.poetry.dependencies]\nrequests = { version = "^2.28", extras = ["a"] }\n';
    expect(set(text, '^2.31')).toBe(text.replace('^2.28', '^2.31'));
  });

  it('ng: one that stands on several lines is left', () => {
    expect(set('[tool.poetry.dependencies.requests]\nversion = "^2.28"\n', '^2.31')).toBeUndefined();
  });
});

describe('settings in YAML', () => {
  it('ok: those that are named, without what leads out of the repository', async () => {
    const text = 'packages: ["../*"]\noverrides:\n  a: file:../../etc\n  b: 1.0.0\nhooks: evil\n';
    expect(await keptOfYaml(text, new Set(['overrides']), '.', { packages: ['x'] })).toBe(
      'overrides:\n  b: 1.0.0\npackages:\n  - x\n',
    );
  });

  it('broken: no YAML, a bomb of aliases, and a place that is not there', async () => {
    const bomb = `a: &a [1,1,1,1,1,1,1,1,1]\n${[...'bcdefgh'].map((key, i) => `${key}: &${key} [${`*${'abcdefgh'[i] ?? ''},`.repeat(9)}]\n`).join('')}`;
    expect(await keptOfYaml(bomb, new Set(['h']), '.')).toBe('');
    expect(await keptOfYaml('{', new Set(['h']), '.')).toBe('');
    expect(await setRangeInYaml('catalog:\n  a: 1\n', ['catalog', 'a'], '2')).toBeUndefined();
    expect(await setRangeInYaml('catalog: {a: ^1, b: 2}\n', ['catalog', 'a'], '^2')).toBe(
      'catalog: {a: ^2, b: 2}\n',
    );
  });
});

function mapsAsObjects(_key: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value as ReadonlyMap<string, unknown>) : value;
}
