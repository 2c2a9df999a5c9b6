import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, sep } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { packageFor } from './install-npm-tool.mjs';
import pins from './pins.json' with { type: 'json' };
import cdxgen from './requirements/cdxgen.json' with { type: 'json' };
import {
  GO_TOOLS,
  NPM_TOOLS,
  PYTHON_TOOLS,
  StubMachine,
  goStub,
  npmStub,
  pythonStub,
  type NpmPin,
} from './stub-machine.js';

const HERE = import.meta.dirname;
const SETUP = join(HERE, 'setup.mjs');
const CLIENTS = [
  'npm-10',
  'npm-11',
  'npm-12',
  'pnpm-8',
  'pnpm-9',
  'pnpm-10',
  'pnpm-12',
  'yarn-1',
  'yarn-3',
  'yarn-4',
];
const ALL = [
  ...Object.keys(GO_TOOLS),
  ...Object.keys(PYTHON_TOOLS),
  'sarif-multitool',
  'cdxgen',
  ...CLIENTS,
  'chromium',
];

let machine: StubMachine;
beforeEach(() => {
  machine = new StubMachine();
  machine.stub('git', 'exit 0');
  machine.stub('chromium', 'exit 0');
  machine.stub('dockerd', 'exit 0');
  machine.stub('podman', 'exit 0');
  machine.stub('go', goStub());
  machine.stub('python3', pythonStub(machine.folder));
  machine.stub('npm', npmStub(machine.folder));
});
afterEach(() => {
  machine.remove();
});

describe('tools/ci/setup', () => {
  it('installs every tool into one folder outside the checkout', () => {
    expect(setup()).toMatchObject({ status: 0, stderr: '' });
    for (const tool of ALL) expect([tool, existsSync(join(bin(), tool))]).toEqual([tool, true]);
    expect(bin().startsWith(join(machine.folder, 'cache/railgate/tools'))).toBe(true);
  });

  it('builds and downloads nothing the second time', () => {
    setup();
    machine.stub('go', 'echo "go was called" >&2; exit 1');
    machine.stub('python3', 'echo "python was called" >&2; exit 1');
    machine.stub('npm', 'echo "npm was called" >&2; exit 1');
    expect(setup()).toMatchObject({ status: 0, stderr: '' });
  });

  it.each([
    ['the command file', 'actionlint', () => join(bin(), 'actionlint')],
    ['a file that the program loads', 'npm-10', () => home('npm-10', 'node_modules/npm/index.js')],
    ['a library of a virtual environment', 'safety', () => home('safety', 'venv/library.py')],
  ])('installs again when %s was changed after it had been verified', (_, tool, file) => {
    setup();
    writeFileSync(file(), 'something else');
    expect(installedBy(setup().stdout)).toEqual([tool]);
  });

  it('mends a command that is no longer the file that was verified', () => {
    setup();
    rmSync(join(bin(), 'npm-10'));
    writeFileSync(join(bin(), 'npm-10'), 'something else');
    expect(installedBy(setup().stdout)).toEqual([]);
    expect(readFileSync(join(bin(), 'npm-10'), 'utf8')).toContain(pins['npm-10'].version);
  });

  it('does not mind what Python compiles when a tool runs', () => {
    setup();
    mkdirSync(home('safety', 'venv/__pycache__'));
    writeFileSync(home('safety', 'venv/__pycache__/library.pyc'), 'compiled');
    expect(installedBy(setup().stdout)).toEqual([]);
  });

  it('names everything that is missing, and how to get it', () => {
    machine.unstub('go', 'python3', 'npm', 'chromium', 'dockerd', 'podman');
    const { status, stderr } = setup();
    expect(status).toBe(1);
    expect(stderr).toContain('Install Go and run this again.');
    expect(stderr).toContain('Install Python 3.');
    expect(stderr).toContain('npm is missing');
    for (const packages of ['chromium', 'docker.io', 'podman runc uidmap slirp4netns fuse-overlayfs'])
      expect(stderr).toContain(`Install ${packages} with the system's package manager`);
  });

  it('takes a browser under another name', () => {
    machine.unstub('chromium');
    machine.stub('google-chrome', 'exit 0');
    expect(setup().status).toBe(0);
    expect(existsSync(join(bin(), 'chromium'))).toBe(true);
  });

  it('prints the folder alone, for PATH', () => {
    expect(setup('--print-bin').stdout.trimEnd().split('\n')).toEqual([bin()]);
  });

  it('refuses an argument that it does not know', () => {
    expect(setup('--print-bins')).toMatchObject({ status: 3, stdout: '' });
  });
});

describe('another checkout', () => {
  let other: string;
  beforeEach(() => {
    other = join(machine.folder, 'other');
    cpSync(HERE, other, { recursive: true });
  });

  it.each([
    ['gitleaks', 'pins.json', addModule],
    ['safety', 'requirements/safety.txt', (text: string) => `# a wheel more\n${text}`],
    ['cdxgen', 'requirements/cdxgen.json', (text: string) => `${text}\n`],
  ])('with another pin of %s makes that tool alone, and takes it from nobody', (tool, file, change) => {
    setup();
    const mine = realpathSync(join(bin(), tool));
    writeFileSync(join(other, file), change(readFileSync(join(other, file), 'utf8')));
    expect(installedBy(machine.node(join(other, 'setup.mjs')).stdout)).toEqual([tool]);
    const theirs = machine.node(join(other, 'setup.mjs'), '--print-bin').stdout.trim();
    expect(theirs).not.toBe(bin());
    expect(realpathSync(join(theirs, tool))).not.toBe(mine);
    expect(realpathSync(join(theirs, 'npm-10'))).toBe(realpathSync(join(bin(), 'npm-10')));
    expect(installedBy(setup().stdout)).toEqual([]);
    expect(realpathSync(join(bin(), tool))).toBe(mine);
  });
});

describe('a run that was interrupted', () => {
  it('leaves nothing that looks installed', () => {
    machine.stub('go', `${goStub()}\ncase "$*" in *gitleaks*) kill -9 $PPID ;; esac`);
    expect(setup()).toMatchObject({ signal: 'SIGKILL' });
    machine.stub('go', goStub());
    const { status, stdout } = setup();
    expect(status).toBe(0);
    expect(installedBy(stdout)).toContain('gitleaks');
    expect(installedBy(stdout)).not.toContain('actionlint');
  });

  it('installs again what was verified and not noted down', () => {
    setup();
    const tools = join(machine.folder, 'cache/railgate/tools');
    const stamp = readdirSync(tools).find((name) => name.startsWith('npm-11-') && name.endsWith('.json'));
    writeFileSync(join(tools, stamp ?? ''), '{"program":"nod');
    expect(installedBy(setup().stdout)).toEqual(['npm-11']);
  });
});

describe('a tool that Go builds', () => {
  it('is compiled as the language and with the experiments that its pin names', () => {
    const log = join(machine.folder, 'builds');
    machine.stub('go', `[ "$1" = build ] && { echo "$GOEXPERIMENT $*"; cat go.mod; } >> ${log}\n${goStub()}`);
    setup();
    const builds = readFileSync(log, 'utf8');
    expect(builds).toMatch(
      /jsonv2 build .*app\.ver=0\.74\.0 .*\nmodule tool\n\ngo 1\.26\n\nrequire github\.com\/aquasecurity\/trivy v0\.74\.0/,
    );
    expect(builds).toMatch(
      /\n build .*\nmodule tool\n\ngo 1\.23\n\nrequire github\.com\/google\/osv-scanner/,
    );
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
  ])('is refused when %s', (_, modules, told) => {
    machine.stub('go', goStub({ actionlint: modules }));
    refuses('actionlint', told);
  });
});

describe('a Python tool', () => {
  it('comes from wheels with pinned digests alone', () => {
    setup();
    for (const name of Object.keys(PYTHON_TOOLS)) {
      const seen = readFileSync(join(machine.folder, `pip-${name}`), 'utf8').trim();
      expect(seen).toContain('--require-hashes --only-binary :all: -r ');
      expect(seen.endsWith(`requirements/${name}.txt`)).toBe(true);
    }
  });

  it('calls the interpreter in the place where it is, and not where it was made', () => {
    setup();
    const script = readFileSync(join(bin(), 'safety'), 'utf8');
    expect(script).toContain(`# ${home('safety', 'venv')}\n`);
  });

  it('is refused when it is of another version', () => {
    machine.stub('python3', pythonStub(machine.folder, { zizmor: '0.0.1' }));
    refuses('zizmor', 'calls itself "zizmor 0.0.1"');
  });
});

describe('a tool that is an npm package', () => {
  it('has a digest that npm is handed, and no script of it runs', () => {
    setup();
    for (const [name, pin] of NPM_TOOLS) {
      const lock = readFileSync(join(machine.folder, `npm-lock-${name}`), 'utf8');
      const integrity = digestOf(name, pin);
      expect(integrity).toMatch(SHA512);
      expect(lock).toContain(`"version":"${pin.version}","integrity":"${integrity}"`);
      const options = readFileSync(join(machine.folder, `npm-arguments-${name}`), 'utf8');
      expect(options).toContain('ci --prefix');
      expect(options).toContain('--ignore-scripts');
    }
  });

  it('hands npm all that it needs, with a digest each, where it needs others', () => {
    setup();
    const needed = Object.entries(cdxgen);
    const { packages } = JSON.parse(readFileSync(join(machine.folder, 'npm-lock-cdxgen'), 'utf8')) as Lock;
    expect(packages).toEqual({
      '': { dependencies: { '@cyclonedx/cdxgen': pins.cdxgen.version } },
      ...cdxgen,
    });
    expect(needed.length).toBeGreaterThan(100);
    expect(needed.filter(([, { integrity }]) => !SHA512.test(integrity))).toEqual([]);
  });

  it('is looked for by the system and the processor', () => {
    expect(packageFor('@x/exe.{platform}-{arch}', { platform: 'darwin', arch: 'arm64' })).toBe(
      '@x/exe.darwin-arm64',
    );
  });

  it.each([
    ['npm refuses its digest', 'echo "npm error code EINTEGRITY" >&2; exit 1', 'EINTEGRITY'],
    ['it does not start', { 'npm-10': 'echo "no ICU" >&2; exit 134' }, 'no ICU'],
    ['it is of another version', { 'npm-10': 'echo 10.9.90' }, 'calls itself "10.9.90"'],
  ])('is refused when %s', (_, npm, told) => {
    machine.stub('npm', typeof npm === 'string' ? npm : npmStub(machine.folder, npm));
    refuses('npm-10', told);
  });
});

const SHA512 = /^sha512-[\w+/]{86}==$/;

interface Lock {
  readonly packages: Readonly<Record<string, unknown>>;
}

function digestOf(name: string, pin: NpmPin): string | undefined {
  const packages: Readonly<Record<string, { readonly integrity: string }>> = name === 'cdxgen' ? cdxgen : {};
  return pin.packages?.[packageFor(pin.package)] ?? packages[`node_modules/${pin.package}`]?.integrity;
}

function setup(...args: string[]) {
  return machine.node(SETUP, ...args);
}

function refuses(tool: string, told: string): void {
  const { status, stderr } = setup();
  expect(status).toBe(1);
  expect(stderr).toContain(`${tool}: `);
  expect(stderr).toContain(told);
  expect(existsSync(join(bin(), tool))).toBe(false);
}

function bin(): string {
  return setup('--print-bin').stdout.trim();
}

function addModule(text: string): string {
  const others = JSON.parse(text) as typeof pins;
  const modules = { ...others.gitleaks.modules, 'example.org/added@v1.0.0': 'h1:x=' };
  return JSON.stringify({ ...others, gitleaks: { ...others.gitleaks, modules } });
}

/** A path in the folder of a tool. */
function home(tool: string, path: string): string {
  const { length } = join(machine.folder, 'cache/railgate/tools').split(sep);
  const folder = realpathSync(join(bin(), tool))
    .split(sep)
    .slice(0, length + 1);
  return join(folder.join(sep), path);
}

/** The tools that a run did not find whole. */
function installedBy(stdout: string): string[] {
  return stdout
    .split('\n')
    .filter((line) => line.endsWith('and verified.'))
    .map((line) => line.slice(0, line.indexOf(':')));
}
