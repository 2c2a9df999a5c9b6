import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { packageFor } from './install-npm-tool.mjs';
import pins from './pins.json' with { type: 'json' };
import {
  GO_TOOLS,
  NPM_TOOLS,
  PYTHON_TOOLS,
  StubMachine,
  goStub,
  npmStub,
  pythonStub,
} from './stub-machine.js';

const SETUP = join(import.meta.dirname, 'setup.mjs');
const CLIENTS = ['npm-10', 'npm-11', 'npm-12', 'pnpm-8', 'pnpm-9', 'pnpm-10', 'pnpm-12', 'yarn-1', 'yarn-4'];
const ALL = [
  ...Object.keys(GO_TOOLS),
  ...Object.keys(PYTHON_TOOLS),
  'sarif-multitool',
  ...CLIENTS,
  'chromium',
];

let machine: StubMachine;
beforeEach(() => {
  machine = new StubMachine();
  machine.stub('git', 'exit 0');
  machine.stub('chromium', 'exit 0');
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
    ['a file that the program loads', 'npm-10', () => home('npm-10/node_modules/npm/index.js')],
    ['a library of a virtual environment', 'safety', () => home('safety/venv/library.py')],
  ])('installs again when %s was changed after it had been verified', (_, tool, file) => {
    setup();
    writeFileSync(file(), 'something else');
    expect(installedBy(setup().stdout)).toEqual([tool]);
  });

  it('installs again when the command is no longer the file that was verified', () => {
    setup();
    rmSync(join(bin(), 'npm-10'));
    writeFileSync(join(bin(), 'npm-10'), 'something else');
    expect(installedBy(setup().stdout)).toEqual(['npm-10']);
    expect(readFileSync(join(bin(), 'npm-10'), 'utf8')).toContain(pins['npm-10'].version);
  });

  it('does not mind what Python compiles when a tool runs', () => {
    setup();
    mkdirSync(home('safety/venv/__pycache__'));
    writeFileSync(home('safety/venv/__pycache__/library.pyc'), 'compiled');
    expect(installedBy(setup().stdout)).toEqual([]);
  });

  it('names everything that is missing, and how to get it', () => {
    machine.unstub('go', 'python3', 'npm', 'chromium');
    const { status, stderr } = setup();
    expect(status).toBe(1);
    expect(stderr).toContain('Install Go and run this again.');
    expect(stderr).toContain('Install Python 3.');
    expect(stderr).toContain('npm is missing');
    expect(stderr).toContain("Install chromium with the system's package manager");
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

describe('a tool that Go builds', () => {
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

  it.each(Object.entries({ ...PYTHON_TOOLS, uv: pins.uv }))(
    '%s has a version and digests for everything',
    (name, { version }) => {
      const wanted = requirementsOf(name);
      expect(wanted.map(([requirement]) => requirement)).toContain(`${name}==${version}`);
      for (const [requirement, ...hashes] of wanted) {
        expect(requirement).toMatch(/^[\w.-]+==[\w.]+( ; .+)?$/);
        expect(hashes).not.toEqual([]);
        for (const hash of hashes) expect(hash).toMatch(/^--hash=sha256:[0-9a-f]{64}$/);
      }
    },
  );

  it('calls the interpreter in the place where it is, and not where it was made', () => {
    setup();
    const script = readFileSync(join(bin(), 'safety'), 'utf8');
    expect(script).toContain(`# ${home('safety/venv')}\n`);
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
      const integrity = pin.packages[packageFor(pin.package)];
      expect(integrity).toMatch(/^sha512-[\w+/]{86}==$/);
      expect(lock).toContain(`"version":"${pin.version}","integrity":"${integrity}"`);
      const options = readFileSync(join(machine.folder, `npm-arguments-${name}`), 'utf8');
      expect(options).toContain('ci --prefix');
      expect(options).toContain('--ignore-scripts');
    }
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

/** A path in the folder of the tools. */
function home(path: string): string {
  return join(bin(), '..', path);
}

/** The tools that a run did not find whole. */
function installedBy(stdout: string): string[] {
  return stdout
    .split('\n')
    .filter((line) => line.endsWith('and verified.'))
    .map((line) => line.slice(0, line.indexOf(':')));
}

/** Of each requirement in the file: what is required, and its digests. */
function requirementsOf(name: string): string[][] {
  const text = readFileSync(join(import.meta.dirname, `requirements/${name}.txt`), 'utf8');
  const lines = text
    .trim()
    .replaceAll(/\s*\\\n\s*/g, '\n')
    .split('\n');
  const requirements: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('--hash=')) requirements.at(-1)?.push(line);
    else requirements.push([line]);
  }
  return requirements;
}
