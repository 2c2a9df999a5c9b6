import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import pins from './pins.json' with { type: 'json' };

const MULTITOOL = pins['sarif-multitool'];
const SETUP = join(import.meta.dirname, 'setup.mjs');

/** A machine with nothing but stubs on PATH, and a cache of its own. */
let machine: string;
beforeEach(() => {
  machine = mkdtempSync(join(tmpdir(), 'railgate-setup-'));
  mkdirSync(join(machine, 'path'));
  for (const shell of ['sh', 'mkdir', 'chmod', 'cat'])
    symlinkSync(`/bin/${shell}`, join(machine, 'path', shell));
  stub('git', 'exit 0');
  stub('chromium', 'exit 0');
  stub('go', goStub());
  stub('python3', pythonStub(`zizmor ${pins.zizmor.version}`));
  stub('npm', npmStub('exit 0'));
});
afterEach(() => {
  rmSync(machine, { recursive: true, force: true });
});

describe('tools/ci/setup', () => {
  it('installs every tool into one folder outside the checkout', () => {
    expect(setup()).toMatchObject({ status: 0, stderr: '' });
    for (const tool of ['actionlint', 'gitleaks', 'betterleaks', 'zizmor', 'sarif-multitool', 'chromium'])
      expect(existsSync(join(bin(), tool))).toBe(true);
    expect(bin().startsWith(join(machine, 'cache/railgate/tools'))).toBe(true);
  });

  it('builds and downloads nothing the second time', () => {
    setup();
    stub('go', 'echo "go was called" >&2; exit 1');
    stub('python3', 'echo "python was called" >&2; exit 1');
    stub('npm', 'echo "npm was called" >&2; exit 1');
    expect(setup()).toMatchObject({ status: 0, stderr: '' });
  });

  it('installs again what was changed after it had been verified', () => {
    setup();
    writeFileSync(join(bin(), 'actionlint'), 'something else');
    expect(setup().stdout).toContain('actionlint: 1.7.12 is built and verified.');
  });

  it.each([
    [
      'a module has another sum',
      { ...pins.actionlint.modules, 'github.com/rhysd/actionlint@v1.7.12': 'h1:other=' },
      'h1:other=',
    ],
    [
      'a module is not pinned',
      { ...pins.actionlint.modules, 'example.org/added@v1.0.0': 'h1:x=' },
      'example.org/added',
    ],
    ['the program names no module', {}, 'names no module'],
  ])('refuses actionlint when %s', (_, modules, told) => {
    stub('go', goStub({ actionlint: modules }));
    const { status, stderr } = setup();
    expect(status).toBe(1);
    expect(stderr).toContain(told);
    expect(existsSync(join(bin(), 'actionlint'))).toBe(false);
  });

  it('refuses a zizmor of another version', () => {
    stub('python3', pythonStub('zizmor 0.0.1'));
    const { status, stderr } = setup();
    expect(status).toBe(1);
    expect(stderr).toContain('calls itself "zizmor 0.0.1"');
    expect(existsSync(join(bin(), 'zizmor'))).toBe(false);
  });

  it.each([
    ['npm refuses its digest', 'echo "npm error code EINTEGRITY" >&2; exit 1', 'EINTEGRITY'],
    ['it does not start', npmStub('echo "no ICU" >&2; exit 134'), 'no ICU'],
  ])('refuses sarif-multitool when %s', (_, npm, told) => {
    stub('npm', npm);
    const { status, stderr } = setup();
    expect(status).toBe(1);
    expect(stderr).toContain(told);
    expect(existsSync(join(bin(), 'sarif-multitool'))).toBe(false);
  });

  it('hands npm the pinned digest, and lets no script of the package run', () => {
    setup();
    const seen = readFileSync(join(machine, 'lock'), 'utf8');
    const name = `@microsoft/sarif-multitool-${process.platform}` as keyof typeof MULTITOOL.packages;
    expect(seen).toContain(MULTITOOL.packages[name]);
    expect(readFileSync(join(machine, 'npm-arguments'), 'utf8')).toContain('ci --prefix');
    expect(readFileSync(join(machine, 'npm-arguments'), 'utf8')).toContain('--ignore-scripts');
  });

  it('names everything that is missing, and how to get it', () => {
    for (const tool of ['go', 'python3', 'npm', 'chromium']) rmSync(join(machine, 'path', tool));
    const { status, stderr } = setup();
    expect(status).toBe(1);
    expect(stderr).toContain('Install Go and run this again.');
    expect(stderr).toContain('Install Python 3.');
    expect(stderr).toContain('npm is missing');
    expect(stderr).toContain("Install chromium with the system's package manager");
  });

  it('takes a browser under another name', () => {
    rmSync(join(machine, 'path/chromium'));
    stub('google-chrome', 'exit 0');
    expect(setup().status).toBe(0);
    expect(existsSync(join(bin(), 'chromium'))).toBe(true);
  });

  it('prints the folder alone, for PATH', () => {
    expect(setup('--print-bin').stdout.trimEnd().split('\n')).toEqual([bin()]);
  });

  it('refuses an argument that it does not know', () => {
    expect(setup('--print-bins')).toMatchObject({ status: 3, stdout: '' });
  });

  it('hands pip a digest for every wheel', () => {
    setup();
    const seen = readFileSync(join(machine, 'requirements'), 'utf8');
    for (const digest of Object.values(pins.zizmor.wheels)) expect(seen).toContain(`--hash=sha256:${digest}`);
  });
});

function setup(...args: string[]) {
  const env = { PATH: join(machine, 'path'), HOME: machine, XDG_CACHE_HOME: join(machine, 'cache') };
  return spawnSync(process.execPath, [SETUP, ...args], { encoding: 'utf8', env });
}

function bin(): string {
  return setup('--print-bin').stdout.trim();
}

function stub(name: string, script: string): void {
  const file = join(machine, 'path', name);
  rmSync(file, { force: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

function moduleLines(modules: Modules): string {
  const lines = Object.entries(modules).map(([module, sum], index) => {
    const at = module.lastIndexOf('@');
    return `\t${index === 0 ? 'mod' : 'dep'}\t${module.slice(0, at)}\t${module.slice(at + 1)}\t${sum}`;
  });
  return ['program: go1.0', ...lines].join('\n');
}

type Modules = Readonly<Record<string, string>>;

/** `go build` leaves the file behind `-o`; `go version -m` prints what is pinned for it, or what was asked for. */
function goStub(others: Readonly<Record<string, Modules>> = {}): string {
  const tools = { actionlint: pins.actionlint, gitleaks: pins.gitleaks, betterleaks: pins.betterleaks };
  const branches = Object.entries(tools).map(
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

/** A `python3 -m venv DIR` whose pip "installs" a zizmor that says `version`, and keeps the requirements it got. */
function pythonStub(version: string): string {
  return `
dir=$3
mkdir -p "$dir/bin"
cat > "$dir/bin/python" <<PY
#!/bin/sh
for last in "\\$@"; do :; done
cat "\\$last" > '${machine}/requirements'
printf '#!/bin/sh\\necho ${version}\\n' > '$dir/bin/zizmor'
chmod +x '$dir/bin/zizmor'
PY
chmod +x "$dir/bin/python"`;
}

/** An `npm ci` that "installs" a program which does `script`, and keeps the lock and the arguments that it got. */
function npmStub(script: string): string {
  return `
echo "$@" > '${machine}/npm-arguments'
cat package-lock.json > '${machine}/lock'
dir="node_modules/@microsoft/sarif-multitool-${process.platform}"
mkdir -p "$dir"
printf '#!/bin/sh\\n%s\\n' '${script}' > "$dir/Sarif.Multitool"`;
}
