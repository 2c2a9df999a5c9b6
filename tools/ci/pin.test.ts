import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import pins from './pins.json' with { type: 'json' };
import { StubMachine } from './stub-machine.js';

let machine: StubMachine;
let checkout: string;
beforeEach(() => {
  machine = new StubMachine();
  checkout = join(machine.folder, 'ci');
  cpSync(import.meta.dirname, checkout, { recursive: true });
});
afterEach(() => {
  machine.remove();
});

it('pins an npm package to the digest that npm names', () => {
  machine.stub('npm', 'echo "sha512-of-$2"');
  expect(pin('pnpm-12', '12.99.0')).toMatchObject({ status: 0, stderr: '' });
  expect(pinned()['pnpm-12']).toEqual({
    ...pins['pnpm-12'],
    version: '12.99.0',
    packages: {
      '@pnpm/exe.linux-x64': 'sha512-of-@pnpm/exe.linux-x64@12.99.0',
      '@pnpm/exe.linux-arm64': 'sha512-of-@pnpm/exe.linux-arm64@12.99.0',
    },
  });
  expect({ ...pinned(), 'pnpm-12': pins['pnpm-12'] }).toEqual(pins);
});

it('pins an npm package with all that it needs, but for what is optional', () => {
  const packages = {
    '': { dependencies: { '@cyclonedx/cdxgen': '12.99.0' } },
    'node_modules/@cyclonedx/cdxgen': { version: '12.99.0', integrity: 'sha512-a', dependencies: { b: '1' } },
    'node_modules/b': { version: '1.0.0', integrity: 'sha512-b', resolved: 'https://registry.test/b.tgz' },
    'node_modules/c': { version: '1.0.0', integrity: 'sha512-c', optional: true },
  };
  machine.stub(
    'npm',
    `echo "$@" > '${machine.folder}/npm'\necho '${JSON.stringify({ packages })}' > package-lock.json`,
  );
  expect(pin('cdxgen', '12.99.0')).toMatchObject({ status: 0, stderr: '' });
  expect(pinned().cdxgen).toEqual({ ...pins.cdxgen, version: '12.99.0' });
  expect(JSON.parse(readFileSync(join(checkout, 'requirements/cdxgen.json'), 'utf8'))).toEqual({
    'node_modules/@cyclonedx/cdxgen': { version: '12.99.0', integrity: 'sha512-a', dependencies: { b: '1' } },
    'node_modules/b': { version: '1.0.0', integrity: 'sha512-b' },
  });
  expect(readFileSync(join(machine.folder, 'npm'), 'utf8')).toContain(
    '--package-lock-only --omit=optional --ignore-scripts',
  );
});

it('pins every module that some system needs', () => {
  machine.stub('go', 'echo "example.org/a@v1 h1:a="; echo "example.org/$GOOS@v1 h1:b="');
  expect(pin('osv-scanner', '2.99.0')).toMatchObject({ status: 0, stderr: '' });
  expect(pinned()['osv-scanner']).toEqual({
    ...pins['osv-scanner'],
    version: '2.99.0',
    modules: {
      'example.org/a@v1': 'h1:a=',
      'example.org/darwin@v1': 'h1:b=',
      'example.org/linux@v1': 'h1:b=',
    },
  });
});

it('lists the modules as the tool is built: in its language, with its experiments', () => {
  const log = join(machine.folder, 'go.log');
  machine.stub('go', `cat go.mod > ${log}; echo "example.org/$GOEXPERIMENT@v1 h1:a="`);
  expect(pin('trivy', '0.99.0')).toMatchObject({ status: 0, stderr: '' });
  expect(pinned().trivy.modules).toEqual({ 'example.org/jsonv2@v1': 'h1:a=' });
  expect(readFileSync(log, 'utf8')).toContain('\ngo 1.26\n\nrequire github.com/aquasecurity/trivy v0.99.0\n');
});

it('pins a Python tool with all that it needs, at the index that pip is configured with', () => {
  machine.stub('python3', uvStub());
  expect(pin('safety', '3.99.0')).toMatchObject({ status: 0, stderr: '' });
  expect(pinned().safety).toEqual({ version: '3.99.0' });
  const list = readFileSync(join(checkout, 'requirements/safety.txt'), 'utf8');
  expect(list).toContain('safety==3.99.0');
  expect(list).toContain('from https://index.test/simple');
  expect(list).toContain('--generate-hashes');
  const installed = readFileSync(join(machine.folder, 'pip'), 'utf8');
  expect(installed).toMatch(/install .*--require-hashes .*requirements\/uv\.txt\n/);
});

it.each([
  ['npm fails', 'echo "npm error 404" >&2; exit 1', ['npm-10', '10.99.0'], 'npm error 404'],
  ['npm knows no digest', 'exit 0', ['npm-10', '10.99.0'], 'npm names no digest of npm 10.99.0.'],
  [
    'the tool is not known',
    'exit 0',
    ['npm-9', '9.0.0'],
    'use a tool of pins.json and a version: actionlint',
  ],
  ['no version is given', 'exit 0', ['npm-10'], 'use a tool of pins.json and a version'],
])('changes nothing when %s', (_, npm, args, told) => {
  machine.stub('npm', npm);
  const { status, stderr } = pin(...args);
  expect(status).toBe(1);
  expect(stderr).toContain(told);
  expect(pinned()).toEqual(pins);
});

function pin(...args: string[]) {
  return machine.node(join(checkout, 'pin.mjs'), ...args);
}

function pinned(): typeof pins {
  return JSON.parse(readFileSync(join(checkout, 'pins.json'), 'utf8')) as typeof pins;
}

/** A virtual environment whose pip names an index, and whose uv answers with what it was asked. */
function uvStub(): string {
  return `
mkdir -p "$3/bin"
printf '#!/bin/sh\\necho "$@" >> ${machine.folder}/pip\\necho "global.index-url=%shttps://index.test/simple%s"\\n' "'" "'" > "$3/bin/python"
cat > "$3/bin/uv" <<'UV'
#!/bin/sh
for last in "$@"; do :; done
cat "$last"
echo "$@ from $UV_DEFAULT_INDEX"
UV
chmod +x "$3/bin/python" "$3/bin/uv"`;
}
