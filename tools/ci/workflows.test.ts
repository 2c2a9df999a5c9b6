import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { TEMPLATES, pinTemplates, pinnedVersions } from './template-versions.mjs';
import { findOnPath } from './programs.mjs';
import { BIN } from './tool-cache.mjs';

const ROOT = join(import.meta.dirname, '../..');
const WORKFLOWS = [
  ...readdirSync(join(ROOT, '.github/workflows')).map((name) => `.github/workflows/${name}`),
  'pipelines/github/railgate.yml',
];

/** A workflow with a flaw that each linter must see, or its silence about ours says nothing. */
const FLAWED = `on: pull_request_target
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - run: echo \${{ github.event.pull_request.title }}
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'railgate-workflows-'));
  mkdirSync(join(folder, '.github/workflows'), { recursive: true });
  writeFileSync(join(folder, '.github/workflows/flawed.yml'), FLAWED);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('our workflows', () => {
  it('pass actionlint, which sees a flawed one', ({ skip }) => {
    const actionlint = tool('actionlint') ?? skip('actionlint is missing: run tools/ci/setup');
    expect(run(actionlint, ['-no-color', ...WORKFLOWS], ROOT)).toEqual({ status: 0, output: '' });
    const flawed = run(actionlint, ['-no-color', '.github/workflows/flawed.yml'], folder);
    expect(flawed.output).toContain('is potentially untrusted');
  });

  it('pass zizmor, which sees a flawed one', ({ skip }) => {
    const zizmor = tool('zizmor') ?? skip('zizmor is missing: run tools/ci/setup');
    const args = [
      '--offline',
      '--no-progress',
      '--quiet',
      '--color=never',
      '--persona=auditor',
      '--format=plain',
    ];
    const ours = run(
      zizmor,
      [...args, '.github', ...WORKFLOWS.filter((file) => file.startsWith('pipelines/'))],
      ROOT,
    );
    expect(ours).toMatchObject({ status: 0, output: expect.not.stringContaining('error[') });
    const flawed = run(zizmor, [...args, '.github'], folder);
    for (const audit of ['template-injection', 'unpinned-uses', 'artipacked'])
      expect(flawed.output).toContain(audit);
  });

  it.each(WORKFLOWS)('%s names every action by commit, with its version beside it', (file) => {
    const uses = read(file).match(/(?<=^ +(- )?)uses: .*/gm) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it.each(['.github/workflows/railgate.yml', 'pipelines/github/railgate.yml'])(
    '%s starts npx outside of the checkout, whose .npmrc would choose who judges',
    (file) => {
      const steps = read(file)
        .split(/^ {6}- /m)
        .filter((step) => step.includes('run: npx '));
      expect(steps.length).toBeGreaterThan(0);
      for (const step of steps) expect(step).toContain('working-directory: ${{ runner.temp }}');
      // Nor does a committed `.railgate/` pass for the reports of a run that wrote none.
      expect(read(file).replace(/^ *#.*$/gm, '')).not.toContain('.railgate/');
    },
  );

  it('name one commit an action', () => {
    const pins = new Map<string, Set<string>>();
    for (const [, action, pin] of WORKFLOWS.map(read)
      .join('')
      .matchAll(/^ +(?:- )?uses: ([\w./-]+)@(.*)/gm)) {
      pins.set(action as string, (pins.get(action as string) ?? new Set()).add(pin as string));
    }
    for (const [action, all] of pins) expect([action, ...all]).toHaveLength(2);
  });

  it.each(WORKFLOWS)('%s gives no right to the whole workflow but reading', (file) => {
    expect(read(file)).toMatch(/^permissions:( \{\}|\n {2}contents: read)$/m);
    expect(read(file)).not.toContain('continue-on-error');
  });
});

describe('the templates', () => {
  const files: readonly string[] = TEMPLATES;
  const { version } = JSON.parse(read('packages/cli/package.json')) as { version: string };

  it.each(files)('%s names the version of this checkout', (file) => {
    expect(new Set(pinnedVersions(read(file)))).toEqual(new Set([version]));
  });

  it('get the new version at a release, and nothing else of them changes', () => {
    const texts = new Map(files.map((file) => [file, read(file)]));
    pinTemplates('9.8.7-beta.1', {
      read: (file: string) => texts.get(file) ?? '',
      write: (file: string, text: string) => texts.set(file, text),
    });
    for (const [file, text] of texts) {
      expect(new Set(pinnedVersions(text))).toEqual(new Set(['9.8.7-beta.1']));
      expect(text.replaceAll('9.8.7-beta.1', version)).toBe(read(file));
    }
  });
});

describe('release.mjs', () => {
  it('refuses what is no version', () => {
    const env = { ...process.env, RELEASE_VERSION: '1.2; rm -rf .', RELEASE_DRY_RUN: 'true' };
    const { status, stderr } = spawnSync(process.execPath, ['tools/ci/release.mjs'], {
      cwd: ROOT,
      encoding: 'utf8',
      env,
    });
    expect(status).toBe(3);
    expect(stderr).toContain('RELEASE_VERSION is "1.2; rm -rf ."');
  });
});

function tool(name: string): string | undefined {
  const ours = join(BIN, name);
  return existsSync(ours) ? ours : findOnPath(name);
}

function run(
  command: string,
  args: readonly string[],
  cwd: string,
): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}
