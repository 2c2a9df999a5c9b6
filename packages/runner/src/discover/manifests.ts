/** Files that make a folder a project of its language. */
const MANIFESTS = new Set([
  'package.json', 'pyproject.toml', 'requirements.txt', 'Pipfile', 'setup.py', 'go.mod', 'Gemfile', 'pom.xml',
  'build.gradle', 'build.gradle.kts', 'composer.json', 'Cargo.toml',
]); // prettier-ignore

/** Files that say that Railway deploys a folder. */
const RAILWAY_FILES = new Set(['railway.toml', 'railway.json', 'railpack.json', 'Procfile']);

/** Folders whose manifests are there for somebody's tests or for show. */
const FIXTURE_FOLDERS = new Set([
  'test', 'tests', 'fixtures', '__fixtures__', 'examples', 'e2e', 'testdata', 'cases',
]); // prettier-ignore

/** Folders of installed packages that somebody committed. */
const DEPENDENCY_FOLDERS = new Set(['node_modules', 'bower_components', 'site-packages']);

export function isManifest(name: string): boolean {
  return MANIFESTS.has(name) || name.endsWith('.csproj');
}

export function isRailwayFile(name: string): boolean {
  return RAILWAY_FILES.has(name);
}

export function isFixture(folder: string): boolean {
  return folder.split('/').some((segment) => FIXTURE_FOLDERS.has(segment));
}

export function isDependency(folder: string): boolean {
  return folder.split('/').some((segment) => DEPENDENCY_FOLDERS.has(segment));
}
