import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';

import type { LockedProject } from '../lockfile.js';
import { npmVersion } from './run-npm.js';
import { withScratchFolder } from './scratch-folder.js';
import { withScratchProject, type ScratchInput } from './scratch-project.js';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'railgate-repository-')));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const input = (files: Readonly<Record<string, string>>): ScratchInput => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return {
    workspace: { root, files: [], projects: [], services: [] },
    signal: new AbortController().signal,
    processes: { started: () => undefined, ended: () => undefined },
  };
};
const projects = (...paths: string[]): LockedProject[] => paths.map((path) => ({ path, requirements: [] }));
const listed = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();

describe('what is copied', () => {
  it('the lockfile and the manifests of its projects, at their places, and nothing else', async () => {
    const given = input({
      'web/package-lock.json': '{"lockfileVersion":3}',
      'web/package.json':
        '{"name":"web","workspaces":["../../../*"],"scripts":{"preinstall":"x"},"packageManager":"npm@1.0.0"}',
      'web/parts/a/package.json':
        '{"name":"a","devEngines":{"packageManager":{"name":"evil"}},"dependencies":{"x":"1"}}',
      'web/.npmrc': 'registry=https://evil.example/',
      'web/.pnpmfile.cjs': 'process.exit(1)',
      'web/.yarnrc.yml': 'yarnPath: evil.cjs',
      'other/package.json': '{"name":"other"}',
    });
    const lockfile = {
      path: 'web/package-lock.json',
      projects: projects('web', 'web/parts/a', 'other', '../outside', '/etc'),
    };
    await withScratchProject(given, lockfile, (project) => {
      const scratch = dirname(project.folder);
      expect(listed(scratch)).toEqual([
        'other/package.json',
        'web/package-lock.json',
        'web/package.json',
        'web/parts/a/package.json',
      ]);
      const manifest = (path: string): unknown =>
        JSON.parse(readFileSync(join(project.folder, path), 'utf8'));
      expect(manifest('package.json')).toEqual({ name: 'web', workspaces: ['parts/a'] });
      expect(manifest('parts/a/package.json')).toEqual({ name: 'a', dependencies: { x: '1' } });
      expect(readFileSync(project.lockfile, 'utf8')).toBe('{"lockfileVersion":3}');
      expect(statSync(scratch).mode & 0o777).toBe(0o700);
      return Promise.resolve();
    });
  });

  it('what leads out of the repository is cut off', async () => {
    const packages = {
      'node_modules/in': { resolved: '../common', link: true },
      'node_modules/out': { resolved: '../../../etc', link: true },
      'node_modules/root': { resolved: '/etc', link: true },
      'node_modules/x': { version: '1.0.0' },
      ['__proto__']: { resolved: '~/x', link: true },
    };
    const given = input({
      'web/package-lock.json': JSON.stringify({
        packages,
        dependencies: { old: { version: 'file:../../etc' } },
      }),
      'web/package.json': JSON.stringify({
        dependencies: {
          a: 'file:../common',
          b: 'file:../../../etc',
          c: '^1',
          d: 'npm:x@1',
          e: '/etc',
          f: '../..',
          g: '~1.0',
          h: 'file:///etc',
        },
      }),
    });
    await withScratchProject(
      given,
      { path: 'web/package-lock.json', projects: [] },
      ({ folder, lockfile }) => {
        const { packages: kept, dependencies } = JSON.parse(readFileSync(lockfile, 'utf8')) as Record<
          string,
          Record<string, object>
        >;
        expect(Object.entries(kept ?? {})).toEqual([
          ['node_modules/in', packages['node_modules/in']],
          ['node_modules/out', {}],
          ['node_modules/root', {}],
          ['node_modules/x', { version: '1.0.0' }],
          ['__proto__', {}],
        ]);
        expect(dependencies).toEqual({ old: {} });
        const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
          dependencies: object;
        };
        expect(Object.keys(manifest.dependencies)).toEqual(['a', 'c', 'd', 'g']);
        return Promise.resolve();
      },
    );
  });

  it('a manifest that is missing has a name alone, a broken one not even that', async () => {
    const given = input({ 'package-lock.json': '{}', 'a/package.json': '{"name":' });
    const lockfile = { path: 'package-lock.json', projects: projects('.', 'a', 'b/a') };
    await withScratchProject(given, lockfile, ({ folder }) => {
      expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))).toEqual({
        workspaces: ['a', 'b/a'],
      });
      expect(JSON.parse(readFileSync(join(folder, 'b/a/package.json'), 'utf8'))).toEqual({ name: 'b-a' });
      expect(readFileSync(join(folder, 'a/package.json'), 'utf8')).toBe('{}\n');
      return Promise.resolve();
    });
  });

  it('nothing is written outside of it, and a lockfile that leads out is not read', async () => {
    const given = input({ 'package.json': '{}' });
    await withScratchProject(
      given,
      { path: 'x.json', projects: [] },
      (project) => {
        expect(() => {
          project.write('../../x', '');
        }).toThrow('leads out');
        return Promise.resolve();
      },
      '{}',
    );
    const outside = withScratchProject(given, { path: '../x.json', projects: [] }, () => Promise.resolve());
    await expect(outside).rejects.toMatchObject({ code: 'REPORT_UNREADABLE' });
  });
});

describe('the folder', () => {
  it('is gone afterwards, also after a failure', async () => {
    let made = '';
    const failing = withScratchFolder(root, (folder) => {
      made = folder;
      writeFileSync(join(folder, 'x'), '');
      throw new Error('stopped');
    });
    await expect(failing).rejects.toThrow('stopped');
    expect(made).not.toBe('');
    expect(existsSync(made)).toBe(false);
  });

  it('never lies in the repository', async () => {
    vi.stubEnv('XDG_CACHE_HOME', join(root, 'cache'));
    vi.stubEnv('TMPDIR', join(root, 'tmp'));
    await expect(withScratchFolder(root, () => Promise.resolve())).rejects.toMatchObject({
      code: 'NEED_UNMET',
    });
  });

  it.runIf(process.getuid?.() === 0)('never lies below a manifest of somebody else', async () => {
    const shared = join(root, '../', `railgate-shared-${process.pid}`);
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    writeFileSync(join(shared, 'package.json'), '{"workspaces":["*"]}');
    const { chownSync } = await import('node:fs');
    chownSync(join(shared, 'package.json'), 12345, 12345);
    vi.stubEnv('TMPDIR', shared);
    try {
      await expect(withScratchFolder(root, () => Promise.resolve())).rejects.toMatchObject({
        code: 'NEED_UNMET',
      });
    } finally {
      rmSync(shared, { recursive: true });
    }
  });
});

describe('npm', () => {
  it('runs there with the configuration of the user, and without that of the repository', async () => {
    const given = input({
      'package.json':
        '{"scripts":{"preinstall":"touch ran"},"devEngines":{"packageManager":{"name":"evil"}}}',
      'package-lock.json': '{"lockfileVersion":3,"requires":true,"packages":{}}',
      '.npmrc': 'registry=https://evil.example/',
      'home/.npmrc': '',
    });
    vi.stubEnv('NPM_CONFIG_REGISTRY', 'https://mine.example/');
    vi.stubEnv('npm_config_workspace', 'elsewhere');
    const lockfile = { path: 'package-lock.json', projects: projects('.') };
    const told = await withScratchProject(given, lockfile, async (project) => {
      const asked = await project.runNpm(['config', 'get', 'registry', 'ignore-scripts', 'workspace']);
      const installed = await project.runNpm(['install', '--package-lock-only', '--offline']);
      expect((await project.runNpm(['prefix'])).stdout).toBe('\n');
      expect(existsSync(join(project.folder, 'ran'))).toBe(false);
      return [asked.stdout, installed.exitCode];
    });
    expect(told[0]).toContain('https://mine.example/');
    expect(told[0]).toMatch(/ignore-scripts\s?=\s?true/);
    expect(told[0]).not.toContain('elsewhere');
    expect(told[1]).toBe(0);
  });

  it('is not the one that the repository brings', () => {
    const evil = join(root, 'node_modules/.bin');
    mkdirSync(evil, { recursive: true });
    writeFileSync(join(evil, 'npm'), '#!/bin/sh\ntouch ran\n', { mode: 0o755 });
    const before = npmVersion(root);
    vi.stubEnv('PATH', [evil, '.', process.env['PATH']].join(delimiter));
    expect(npmVersion(root)).toBe(before);
    expect(before).toMatch(/^\d+\./);
  });

  it('is not one that cannot even be looked at', () => {
    const before = npmVersion(root);
    const odd = mkdtempSync(join(tmpdir(), 'railgate-odd-'));
    onTestFinished(() => rmSync(odd, { recursive: true }));
    symlinkSync('npm', join(odd, 'npm'));
    vi.stubEnv('PATH', [odd, process.env['PATH']].join(delimiter));
    expect(npmVersion(root)).toBe(before);
  });
});
