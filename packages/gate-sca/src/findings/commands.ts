import type { LockfileFormat } from '@railgate/dependencies';

/** Commands of a package manager. `target` is a version that the registry has. */
export interface Commands {
  /** Takes the newest version that the manifest allows already. */
  readonly refresh?: (name: string) => string;
  /** Writes this version into manifest and lockfile. `folder`: of the project, where it is none of the lockfile's own. */
  readonly set?: (name: string, target: string, options: SetOptions) => string;
  /** What forces a version on everybody who asks for the package. */
  readonly force?: string;
}

export interface SetOptions {
  readonly dev: boolean;
  readonly folder?: string;
}

/** By the format of the lockfile. */
export const COMMANDS: Readonly<Record<LockfileFormat, Commands>> = {
  'package-lock': {
    refresh: (name) => `npm update ${name}`,
    set: (name, target, { dev, folder }) =>
      `npm install ${dev ? '--save-dev ' : ''}${name}@${target}${folder === undefined ? '' : ` --workspace ${folder}`}`,
    force: '`overrides` of package.json',
  },
  'pnpm-lock': {
    refresh: (name) => `pnpm update --recursive ${name}`,
    set: (name, target, { folder }) =>
      `pnpm ${folder === undefined ? '' : `--dir ${folder} `}update ${name}@${target}`,
    force: '`overrides` of pnpm',
  },
  'yarn-classic': {
    refresh: (name) => `yarn upgrade ${name}`,
    set: (name, target, { folder }) =>
      `yarn ${folder === undefined ? '' : `--cwd ${folder} `}upgrade ${name}@${target}`,
    force: '`resolutions` of package.json',
  },
  'yarn-berry': {
    refresh: (name) => `yarn up --recursive ${name}`,
    set: (name, target) => `yarn up ${name}@${target}`,
    force: '`resolutions` of package.json',
  },
  'bun-lock': {
    refresh: (name) => `bun update ${name}`,
    set: (name, target, { dev, folder }) =>
      `bun add ${folder === undefined ? '' : `--cwd ${folder} `}${dev ? '--dev ' : ''}${name}@${target}`,
    force: '`overrides` of package.json',
  },
  requirements: {},
  'poetry-lock': {
    refresh: (name) => `poetry update ${name}`,
    set: (name, target, { dev }) => `poetry add ${dev ? '--group dev ' : ''}"${name}>=${target}"`,
  },
  'uv-lock': {
    refresh: (name) => `uv lock --upgrade-package ${name}`,
    set: (name, target, { dev }) => `uv add ${dev ? '--dev ' : ''}"${name}>=${target}"`,
    force: '`override-dependencies` of uv',
  },
  'pipfile-lock': {
    refresh: (name) => `pipenv update ${name}`,
    set: (name, target, { dev }) => `pipenv install ${dev ? '--dev ' : ''}"${name}>=${target}"`,
  },
  'pdm-lock': {
    refresh: (name) => `pdm update ${name}`,
    set: (name, target, { dev }) => `pdm add ${dev ? '--dev ' : ''}"${name}>=${target}"`,
    force: '`resolution.overrides` of pdm',
  },
  pylock: {},
  'go-mod': { set: (name, target) => `go get ${name}@v${target.replace(/^v/, '')}` },
  'gemfile-lock': { refresh: (name) => `bundle update ${name} --conservative` },
  'cargo-lock': {
    refresh: (name) => `cargo update --package ${name}`,
    set: (name, target) => `cargo update --package ${name} --precise ${target}`,
  },
  'composer-lock': {
    refresh: (name) => `composer update ${name} --with-dependencies`,
    set: (name, target) => `composer require ${name}:^${target} --update-with-dependencies`,
  },
  'nuget-lock': { set: (name, target) => `dotnet add package ${name} --version ${target}` },
  'gradle-lock': {},
  'maven-pom': {},
  'mix-lock': { refresh: (name) => `mix deps.update ${name}` },
  'pubspec-lock': { refresh: (name) => `dart pub upgrade ${name}` },
};

/** Names and versions come from the repository, and readers paste commands: what a shell might act on gets none. */
export function isShellSafe(...words: readonly string[]): boolean {
  return words.every((word) => /^[A-Za-z0-9@_][\w.@/:+!-]{0,213}$/.test(word));
}
