/** What a file may be to Railway, judged by its path alone. */
export type RailwayFileKind =
  | 'config'
  | 'custom-config'
  | 'misnamed-config'
  | 'railpack'
  | 'iac'
  | 'dockerfile'
  | 'dockerfile-variant'
  | 'misnamed-dockerfile'
  | 'procfile'
  | 'manifest'
  | 'railwayignore';

/** The kind of a file, or undefined when Railway has no use for it. */
export function railwayFileKind(path: string): RailwayFileKind | undefined {
  const name = baseName(path);
  const known = EXACT.get(name);
  if (known) return known;
  if (/(?:^|\/)\.railway\/railway\.(?:ts|py|go)$/.test(path)) return 'iac';
  if (MISNAMED_CONFIG.test(name)) return 'misnamed-config';
  if (SAMPLE_CONFIG.test(name)) return undefined;
  if (/^railway[._-][\w.-]{1,100}\.(?:json|toml)$/.test(name)) return 'custom-config';
  if (/^dockerfile$/i.test(name)) return 'misnamed-dockerfile';
  if (/^[\w.-]{1,100}\.(?:cs|fs|vb)proj$/.test(name)) return 'manifest';
  if (/^Dockerfile\.[\w.-]{1,100}$|^[\w.-]{1,100}\.Dockerfile$/.test(name)) return 'dockerfile-variant';
  return undefined;
}

/** Files that say: this repository is deployed to Railway. A Dockerfile alone does not. */
export function isRailwayMarker(kind: RailwayFileKind): boolean {
  return MARKERS.has(kind);
}

/** `railway-template.json` describes a template of Railway's marketplace, `railway.example.toml` is to be copied. */
const SAMPLE_CONFIG = /^railway[._-](?:[\w.-]{1,80}[._-])?(?:template|example|sample)\.(?:json|toml)$/;

/** `Railway.toml`, `railway.yml`: nothing reads these, whatever Config File Path is set to. */
const MISNAMED_CONFIG = /^railway\.(?:toml|json|ya?ml)$/i;

const EXACT: ReadonlyMap<string, RailwayFileKind> = new Map([
  ['railway.toml', 'config'],
  ['railway.json', 'config'],
  ['railpack.json', 'railpack'],
  ['Dockerfile', 'dockerfile'],
  ['Procfile', 'procfile'],
  ['.railwayignore', 'railwayignore'],
  ...[
    'package.json', 'deno.json', 'pyproject.toml', 'requirements.txt', 'Pipfile', 'setup.py', 'manage.py', 'go.mod',
    'Gemfile', 'composer.json', 'Cargo.toml', 'pom.xml', 'build.gradle', 'build.gradle.kts', 'mix.exs', 'gleam.toml',
  ].map((name) => [name, 'manifest'] as const), // prettier-ignore
]);

const MARKERS: ReadonlySet<RailwayFileKind> = new Set([
  'config',
  'custom-config',
  'misnamed-config',
  'railpack',
  'iac',
  'railwayignore',
]);

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder of a file, `.` for the root. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at === -1 ? '.' : path.slice(0, at);
}

/** Joins a folder and a path written in a configuration; undefined when it leaves the repository. */
export function joinPath(folder: string, path: string): string | undefined {
  const segments = folder === '.' ? [] : folder.split('/');
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.length === 0 ? '.' : segments.join('/');
}

const ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ...['node_modules', 'vendor', 'bower_components', 'site-packages'].map(
    (n) => [n, 'dependency folder'] as const,
  ),
  ...['.devcontainer', '.gitpod'].map((n) => [n, 'development container'] as const),
  ...['test', 'tests', '__tests__', 'testdata', 'fixtures', '__fixtures__', 'e2e', 'spec'].map(
    (n) => [n, 'test fixture'] as const,
  ),
  ...['docs', 'doc', 'documentation'].map((n) => [n, 'documentation'] as const),
]);

const SAMPLES: ReadonlySet<string> = new Set([
  'example',
  'examples',
  'sample',
  'samples',
  'template',
  'templates',
]);

/**
 * Why a file of a known kind belongs to no service: it stands in a folder of tests, docs or dependencies; or it is no
 * Railway file by itself (a Dockerfile, say) and stands in a folder of examples.
 */
export function reasonElsewhere(path: string, kind: RailwayFileKind): string | undefined {
  const folders = folderOf(path).split('/');
  for (const folder of folders) {
    const reason =
      ELSEWHERE.get(folder) ?? (SAMPLES.has(folder) && !isRailwayMarker(kind) ? 'example' : undefined);
    if (reason) return reason;
  }
  return undefined;
}

/** Relative to a folder; nothing for what is not below it. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (folder === '.') return path;
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}
