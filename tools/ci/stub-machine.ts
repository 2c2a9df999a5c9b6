// A machine for the tests of `setup` and `pin`: nothing but stubs on PATH, and a home and a cache of its own.
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packageFor } from './install-npm-tool.mjs';
import pins from './pins.json' with { type: 'json' };

export const GO_TOOLS = {
  actionlint: pins.actionlint,
  gitleaks: pins.gitleaks,
  betterleaks: pins.betterleaks,
  'osv-scanner': pins['osv-scanner'],
  trivy: pins.trivy,
};
export const PYTHON_TOOLS = {
  zizmor: pins.zizmor,
  safety: pins.safety,
  'pip-audit': pins['pip-audit'],
  poetry: pins.poetry,
  uv: pins.uv,
};

export interface NpmPin {
  readonly version: string;
  /** Has `{platform}` and `{arch}` where there is a package for each. */
  readonly package: string;
  readonly program: string;
  /** Digests by name; where it is left out, requirements/TOOL.json holds them. */
  readonly packages?: Readonly<Record<string, string>>;
}
export const NPM_TOOLS: ReadonlyMap<string, NpmPin> = new Map(
  Object.entries(pins).flatMap(([name, pin]): [string, NpmPin][] =>
    'package' in pin && 'program' in pin ? [[name, pin]] : [],
  ),
);

export type Modules = Readonly<Record<string, string>>;

export class StubMachine {
  readonly folder = mkdtempSync(join(tmpdir(), 'railgate-setup-'));

  constructor() {
    mkdirSync(join(this.folder, 'path'));
    for (const shell of ['sh', 'mkdir', 'chmod', 'cat'])
      symlinkSync(`/bin/${shell}`, join(this.folder, 'path', shell));
  }

  /** Puts a shell script on PATH. */
  stub(name: string, script: string): void {
    const file = join(this.folder, 'path', name);
    rmSync(file, { force: true });
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  unstub(...names: readonly string[]): void {
    for (const name of names) rmSync(join(this.folder, 'path', name));
  }

  node(script: string, ...args: readonly string[]): SpawnSyncReturns<string> {
    const env = {
      PATH: join(this.folder, 'path'),
      HOME: this.folder,
      TMPDIR: this.folder,
      XDG_CACHE_HOME: join(this.folder, 'cache'),
      DOCKER_HOST: 'unix:///nonexistent/docker.sock',
    };
    return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** `go build` leaves the file behind `-o`; `go version -m` prints what is pinned for it, or what was asked for. */
export function goStub(others: Readonly<Record<string, Modules>> = {}): string {
  const branches = Object.entries(GO_TOOLS).map(
    ([name, { modules }]) => `*/${name}) cat <<'INFO'\n${moduleLines(others[name] ?? modules)}\nINFO\n;;`,
  );
  return `
if [ "$1" = build ]; then
  while [ "$1" != -o ]; do shift; done
  echo built > "$2"
else
  case "$3" in
  ${branches.join('\n')}
  esac
fi`;
}

function moduleLines(modules: Modules): string {
  const lines = Object.entries(modules).map(([module, sum], index) => {
    const at = module.lastIndexOf('@');
    return `\t${index === 0 ? 'mod' : 'dep'}\t${module.slice(0, at)}\t${module.slice(at + 1)}\t${sum}`;
  });
  return ['program: go1.0', ...lines].join('\n');
}

/**
 * A `python3 -m venv DIR` whose pip "installs" a script that says its pinned version, or the one asked for, and that
 * names the folder that it was made in. Keeps the arguments that pip got, one file a tool.
 */
export function pythonStub(folder: string, others: Readonly<Record<string, string>> = {}): string {
  const branches = Object.entries(PYTHON_TOOLS).map(
    ([name, { version }]) => `${name}) version=${others[name] ?? version} ;;`,
  );
  return `
dir=$3
mkdir -p "$dir/bin"
cat > "$dir/bin/python" <<PY
#!/bin/sh
for last in "\\$@"; do :; done
name=\\\${last##*/}
name=\\\${name%.txt}
echo "\\$@" > '${folder}/pip-'\\$name
case \\$name in
${branches.join('\n')}
esac
printf '#!/bin/sh\\n# %s\\necho %s\\n' '$dir' "\\$name \\$version" > '$dir/bin/'\\$name
chmod +x '$dir/bin/'\\$name
PY
chmod +x "$dir/bin/python"`;
}

/**
 * An `npm ci` that "installs" a program which says its pinned version, or does the script asked for. Keeps the lock and
 * the arguments that it got, one file a tool.
 */
export function npmStub(folder: string, others: Readonly<Record<string, string>> = {}): string {
  const branches = [...NPM_TOOLS].map(([name, pin]) => {
    const packageName = packageFor(pin.package);
    const file = `node_modules/${packageName}/${pin.program}`;
    const script = others[name] ?? `echo ${pin.version}`;
    return `*'{"${packageName}":"${pin.version}"}'*) name=${name} file=${file} script='${script}' ;;`;
  });
  return `
lock=$(cat package-lock.json)
case "$lock" in
${branches.join('\n')}
esac
echo "$@" > '${folder}/npm-arguments-'$name
echo "$lock" > '${folder}/npm-lock-'$name
mkdir -p "\${file%/*}"
printf '#!/bin/sh\\n%s\\n' "$script" > "$file"`;
}
