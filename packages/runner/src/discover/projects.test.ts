import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { DeclaredService } from '@railgate/contract';

import { TempRepository } from '../../test/temp-repository.js';
import { assignFiles } from './assign-files.js';
import { discover } from './discover.js';

let repository: TempRepository;

beforeEach(() => {
  repository = new TempRepository();
});
afterEach(() => repository.remove());

/** `path name source`, a line a project. */
async function projects(
  files: Readonly<Record<string, string>>,
  services: readonly DeclaredService[] = [],
): Promise<string[]> {
  repository.write(files);
  const { workspace } = await discover(repository.path, { ignore: [], services });
  return workspace.projects.map(({ path, name, source }) => `${path} ${name} ${source}`);
}

function manifest(name: string, more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({ name, ...more });
}

describe('ok: declared projects', () => {
  it.each([
    ['npm', { 'package-lock.json': '' }],
    ['yarn', { 'yarn.lock': '' }],
    ['bun', { 'bun.lock': '' }],
  ])('%s workspaces', async (source, lockfile) => {
    const found = await projects({
      ...lockfile,
      'package.json': manifest('root', { workspaces: ['packages/*', './apps/web/', '!packages/b'] }),
      'packages/a/package.json': manifest('@x/a'),
      'packages/b/package.json': manifest('@x/b'),
      'packages/a/inner/package.json': manifest('inner'),
      'apps/web/package.json': manifest('web'),
      'apps/other/package.json': manifest('other'),
    });
    expect(found).toEqual([`. root ${source}`, `apps/web web ${source}`, `packages/a @x/a ${source}`]);
  });

  it('workspaces in the long form, and the package manager that the manifest names', async () => {
    const found = await projects({
      'package.json': manifest('root', {
        packageManager: 'yarn@4.1.0',
        workspaces: { packages: ['libs/**'] },
      }),
      'libs/a/b/package.json': manifest('b'),
    });
    expect(found).toEqual(['. root yarn', 'libs/a/b b yarn']);
  });

  it('a pattern that comes later overrules', async () => {
    const found = await projects({
      'package.json': manifest('root', { workspaces: ['p/*', '!p/*', 'p/b'] }),
      'p/a/package.json': manifest('a'),
      'p/b/package.json': manifest('b'),
    });
    expect(found).toEqual(['. root npm', 'p/b b npm']);
  });

  it('pnpm-workspace.yaml, with exclusions', async () => {
    const found = await projects({
      'package.json': manifest('root', { workspaces: ['nothing/*'] }),
      'pnpm-workspace.yaml': "packages:\n  - 'packages/**'\n  - '!**/test/**'\n",
      'packages/a/package.json': manifest('a'),
      'packages/a/test/package.json': manifest('t'),
    });
    expect(found).toEqual(['. root pnpm', 'packages/a a pnpm']);
  });

  it('Nx: project.json, and package.json of the workspaces', async () => {
    const found = await projects({
      'nx.json': '{}',
      'package.json': manifest('root', { workspaces: ['packages/*'] }),
      'packages/a/package.json': manifest('a'),
      'apps/api/project.json': manifest('api'),
      'apps/api/package.json': manifest('not-this-name'),
      'apps/api/fixtures/x/project.json': manifest('x'),
      'apps/loose/package.json': manifest('loose'),
    });
    expect(found).toEqual(['. root nx', 'apps/api api nx', 'packages/a a nx']);
  });

  it('declared workspaces in a fixture folder count', async () => {
    const found = await projects({
      'package.json': manifest('root', { workspaces: ['examples/*'] }),
      'examples/a/package.json': manifest('a'),
    });
    expect(found).toEqual(['. root npm', 'examples/a a npm']);
  });

  it('beside them folders of other languages, of Railway, and declared services', async () => {
    const found = await projects(
      {
        'package.json': manifest('root', { workspaces: ['packages/*'] }),
        'packages/a/package.json': manifest('a'),
        'worker/pyproject.toml': '[project]\nname = "worker"\n',
        'cron/railway.toml': '',
        'cron/package.json': manifest('cron-job'),
        'proxy/nginx.conf': '',
        'packages/a/test/requirements.txt': '',
      },
      [{ name: 'edge', root: '/proxy/' }],
    );
    expect(found).toEqual([
      '. root npm',
      'cron cron-job railway',
      'packages/a a npm',
      'proxy edge config',
      'worker worker manifest',
    ]);
  });
});

describe('ok: undeclared projects', () => {
  it('are the folders with a manifest, each language by its own name', async () => {
    const found = await projects({
      'api/package.json': manifest('api-name'),
      'py/pyproject.toml': '# name = "no"\n[build-system]\nname = "no"\n[tool.poetry]\nname = \'py-name\'\n',
      'req/requirements.txt': '',
      'pip/Pipfile': '',
      'setup/setup.py': '',
      'go/go.mod': '// module no\nmodule example.com/go-name\n',
      'ruby/Gemfile': '',
      'maven/pom.xml':
        '<project><parent><artifactId>no</artifactId></parent><artifactId>maven-name</artifactId></project>',
      'gradle/build.gradle': '',
      'kotlin/build.gradle.kts': '',
      'php/composer.json': manifest('x/php-name'),
      'rust/Cargo.toml': '[package]\nname = "rust-name"\n',
      'net/Some.Name.csproj': '',
      'rails/Procfile': '',
      'empty/readme.md': '',
    });
    expect(found).toEqual([
      '. . manifest',
      'api api-name manifest',
      'go example.com/go-name manifest',
      'gradle gradle manifest',
      'kotlin kotlin manifest',
      'maven maven-name manifest',
      'net Some.Name manifest',
      'php x/php-name manifest',
      'pip pip manifest',
      'py py-name manifest',
      'rails rails railway',
      'req req manifest',
      'ruby ruby manifest',
      'rust rust-name manifest',
      'setup setup manifest',
    ]);
  });

  it.each(['test', 'tests', 'fixtures', '__fixtures__', 'examples', 'e2e', 'testdata', 'cases'])(
    'are not those of a folder %s',
    async (folder) => {
      const files = { [`a/${folder}/x/package.json`]: '{}', [`${folder}/y/railway.json`]: '{}' };
      expect(await projects(files)).toEqual(['. . manifest']);
    },
  );

  it('are not those of committed dependencies', async () => {
    repository.write({ 'node_modules/x/package.json': '{}', 'a/node_modules/y/package.json': '{}' }).commit();
    expect(await projects({})).toEqual(['. . manifest']);
  });
});

describe('broken: hostile manifests', () => {
  it.each([
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['no text for a name', '{"name": {"a": 1}}'],
    ['an endless name', JSON.stringify({ name: 'x'.repeat(100_000) })],
    ['a blank name', '{"name": "  "}'],
    ['nested without end', '['.repeat(500_000)],
    ['too large', ' '.repeat(1024 * 1024 + 1)],
  ])('%s: the path is the name', async (_, text) => {
    expect(await projects({ 'a/package.json': text })).toEqual(['. . manifest', 'a a manifest']);
  });

  it.each([
    ['unparseable', '{'],
    ['of another type', JSON.stringify({ workspaces: 'packages/*' })],
    ['with a pattern that explodes', JSON.stringify({ workspaces: [`p/*${'{a,b}'.repeat(20)}`] })],
    ['with more patterns than anybody writes', JSON.stringify({ workspaces: Array(1000).fill('p/*') })],
  ])('workspaces %s: every manifest makes a project', async (_, text) => {
    const files = { 'package.json': text, 'p/a/package.json': manifest('a') };
    expect(await projects(files)).toEqual(['. . manifest', 'p/a a manifest']);
  });

  it.each([
    ['an alias bomb', `a: &a [x,x,x,x,x,x,x,x,x]\n${bomb()}packages: [*i]\n`],
    ['nested without end', `packages: ${'['.repeat(60_000)}`],
    ['nested in blocks', '- '.repeat(60_000)],
    ['too large', `packages: [p/*]\n#${' '.repeat(130 * 1024)}`],
  ])('pnpm-workspace.yaml that is %s: every manifest makes a project', async (_, text) => {
    const files = { 'pnpm-workspace.yaml': text, 'p/a/package.json': manifest('a') };
    expect(await projects(files)).toEqual(['. . manifest', 'p/a a manifest']);
  });

  it('a manifest that is a folder or a link out of the repository', async () => {
    expect(await projects({ 'package.json/x': '', 'a/package.json/y': '' })).toEqual(['. . manifest']);
  });

  it('names are data', async () => {
    const found = await projects({ 'a/package.json': JSON.stringify({ name: '\u001b[31m\n__proto__' }) });
    expect(found[1]).toBe('a \u001b[31m\n__proto__ manifest');
  });

  it('a declared service without files is refused, a misspelt one most likely', async () => {
    await expect(projects({ 'apps/api/a.js': '' }, [{ name: 'api', root: 'apps/ap' }])).rejects.toThrow(
      'The service api has the root apps/ap, and no file is there.',
    );
  });
});

describe('assignFiles', () => {
  it('gives each file to the deepest project', async () => {
    repository.write({
      'package.json': '{}',
      'a/package.json': '{}',
      'a/src/deep/x.js': '',
      'a/b/package.json': '{}',
      'a/b/y.js': '',
      'ab/z.js': '',
    });
    const { workspace } = await discover(repository.path, { ignore: [], services: [] });
    const paths = [...assignFiles(workspace)].map(([path, files]) => [path, files.map((file) => file.path)]);
    expect(Object.fromEntries(paths)).toEqual({
      '.': ['ab/z.js', 'package.json'],
      a: ['a/package.json', 'a/src/deep/x.js'],
      'a/b': ['a/b/package.json', 'a/b/y.js'],
    });
  });
});

/** `b` is nine times `a`, `c` nine times `b`, and so on. */
function bomb(): string {
  const letters = [...'abcdefghi'];
  const line = (letter: string, index: number) => {
    const previous = letters[index];
    return `${letter}: &${letter} [${Array(9).fill(`*${previous}`).join(',')}]\n`;
  };
  return letters.slice(1).map(line).join('');
}
