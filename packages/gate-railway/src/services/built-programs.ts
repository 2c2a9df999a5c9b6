import { simpleCommands } from '@railgate/code';

import { flagValue } from '../commands/programs.js';
import { baseName, joinPath } from './railway-files.js';

/** Where a program may be built: commands of the image or of the config, and the files of the workspace. */
export interface Build {
  /** The folder that they run in, as far as anybody knows. */
  readonly root: string;
  readonly commands: readonly string[];
  readonly files: ReadonlySet<string>;
}

/**
 * The source file that a compiled program starts with: `go run ./cmd/api`, `./bin/api` after `go build -o bin/api
 * ./cmd/api`, `cargo run`, `./target/release/api`. Nothing where it cannot be told: then every file may be loaded.
 */
export function builtEntry(words: readonly string[], folder: string, build: Build): string | undefined {
  if (build.files.has(joinPath(build.root, 'go.mod') ?? '')) return goEntry(words, folder, build);
  if (build.files.has(joinPath(build.root, 'Cargo.toml') ?? '')) return rustEntry(words, folder, build);
  return undefined;
}

function goEntry(words: readonly string[], folder: string, build: Build): string | undefined {
  const [first = ''] = words;
  if (first === 'go')
    return words[1] === 'run' ? goPackage(packageOf(words), folder, build.files) : undefined;
  const name = baseName(first);
  const builds = wordsOf(build, 'go', 'build');
  const own =
    builds.find((one) => goOutput(one) === name) ?? (first.includes('/') ? onlyOf(builds) : undefined);
  if (own) return goPackage(packageOf(own), build.root, build.files);
  if (builds.length > 0 || !first.includes('/')) return undefined;
  return (
    goPackage(`cmd/${name}`, build.root, build.files) ??
    (/^(?:out|main|app|server)$/.test(name) ? goPackage('.', build.root, build.files) : undefined)
  );
}

function onlyOf<One>(all: readonly One[]): One | undefined {
  return all.length === 1 ? all[0] : undefined;
}

/** `-o bin/api`; of a folder, and without it, the last part of the package. */
function goOutput(words: readonly string[]): string {
  const output = flagValue(words, '-o');
  return output === undefined || output.endsWith('/') ? baseName(packageOf(words)) : baseName(output);
}

const WITH_VALUE = /^-(?:o|ldflags|tags|gcflags|asmflags|mod|p|buildmode|C|overlay|pgo|exec)$/;

/** The first word that is no flag: a folder, or a file. */
function packageOf(words: readonly string[]): string {
  for (let at = 2; at < words.length; at++) {
    const word = words[at] ?? '';
    if (WITH_VALUE.test(word)) at++;
    else if (!word.startsWith('-')) return word;
  }
  return '.';
}

function goPackage(name: string, folder: string, files: ReadonlySet<string>): string | undefined {
  const path = joinPath(folder, name.replace(/\/+$/, ''));
  if (path === undefined) return undefined;
  if (path.endsWith('.go')) return files.has(path) ? path : undefined;
  const main = joinPath(path, 'main.go');
  return main !== undefined && files.has(main) ? main : undefined;
}

function rustEntry(words: readonly string[], folder: string, build: Build): string | undefined {
  const [first = ''] = words;
  if (first === 'cargo') {
    if (words[1] !== 'run') return undefined;
    return rustProgram(flagValue(words, '--bin', '-p', '--package'), folder, build.files);
  }
  const name = baseName(first);
  if (!first.includes('/') && wordsOf(build, 'cargo', 'build').length === 0) return undefined;
  return rustProgram(name, build.root, build.files);
}

/** A program of this name; of another name only where the package has a single one. */
function rustProgram(
  name: string | undefined,
  folder: string,
  files: ReadonlySet<string>,
): string | undefined {
  const names = name === undefined ? [] : [name, name.replaceAll('-', '_'), name.replaceAll('_', '-')];
  const paths = names.flatMap((one) => [
    `src/bin/${one}.rs`,
    `src/bin/${one}/main.rs`,
    `${one}/src/main.rs`,
    `crates/${one}/src/main.rs`,
    `apps/${one}/src/main.rs`,
  ]);
  const all = [...paths, 'src/main.rs'].map((path) => joinPath(folder, path));
  return all.find((path) => path !== undefined && files.has(path));
}

/** The simple commands that begin with these words, wherever they are written. */
function wordsOf({ commands }: Build, ...first: readonly string[]): (readonly string[])[] {
  return commands
    .filter((command) => command.includes(first[0] ?? ''))
    .flatMap((command) => [...simpleCommands(command)])
    .map((words) => words.filter((word) => !/^[A-Z_]+=/.test(word)))
    .filter((words) => first.every((word, index) => words[index] === word));
}
