import { basename } from 'node:path';

/** Files that osv-scanner 2.4 reads by their names (google.github.io/osv-scanner/supported-languages-and-lockfiles). */
const NAMES: ReadonlySet<string> = new Set([
  'package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock',
  'poetry.lock', 'uv.lock', 'Pipfile.lock', 'pdm.lock', 'pylock.toml', 'requirements.txt',
  'go.mod', 'Gemfile.lock', 'gems.locked', 'Cargo.lock', 'composer.lock', 'mix.lock', 'pubspec.lock',
  'pom.xml', 'gradle.lockfile', 'buildscript-gradle.lockfile', 'verification-metadata.xml',
  'packages.lock.json', 'packages.config',
]); // prettier-ignore

/** Requirements of Python have many names: `requirements-dev.txt`, `dev-requirements.txt`, `requirements/base.txt`. */
const REQUIREMENTS = /(?:^|\/)(?:requirements\/[^/]{1,200}|[^/]{0,100}requirements[^/]{0,100})\.(?:txt|in)$/i;

export function isReadByOsvScanner(path: string): boolean {
  return NAMES.has(basename(path)) || REQUIREMENTS.test(path);
}
