import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { writeFiles } from './make-repo.js';
import { startRegistry, type RegistryStub } from './registry-stub.js';
import type { StubReply } from './stub-server.js';
import { withTempFolder } from './temp-folder.js';

let registry: RegistryStub;

beforeAll(async () => {
  registry = await startRegistry();
  registry.publish({
    name: '@scope/tool',
    version: '1.0.0',
    published: '2026-11-20T00:00:00.000Z',
    deprecated: 'Use another one.',
    scripts: { postinstall: 'exit 1' },
    dependencies: { lodash: '4.17.20' },
  });
});
afterEach(() => {
  registry.recover();
});
afterAll(() => registry.close());

const ask = (path: string, init?: RequestInit): Promise<Response> =>
  fetch(registry.url + path, { signal: AbortSignal.timeout(500), ...init });

const bulk = (packages: Record<string, string[]>): Promise<Response> =>
  ask('/-/npm/v1/security/advisories/bulk', { method: 'POST', body: JSON.stringify(packages) });

test('npm installs from it, and finds what is vulnerable', () =>
  withTempFolder(async (folder) => {
    await writeFiles(folder, {
      'package.json': JSON.stringify({
        name: 'x',
        version: '1.0.0',
        dependencies: { '@scope/tool': '^1.0.0' },
      }),
    });
    const npm = (...args: string[]): Promise<{ stdout: string }> =>
      promisify(execFile)('npm', [...args, '--json'], {
        cwd: folder,
        env: { ...process.env, npm_config_registry: registry.url, npm_config_cache: join(folder, 'cache') },
      });
    await npm('install', '--ignore-scripts', '--no-audit', '--omit-lockfile-registry-resolved=false');
    const lock = JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, object>;
    };
    expect(lock.packages['node_modules/@scope/tool']).toMatchObject({
      version: '1.0.0',
      deprecated: 'Use another one.',
      hasInstallScript: true,
      integrity: registry.integrity('@scope/tool', '1.0.0'),
      resolved: registry.tarballUrl('@scope/tool', '1.0.0'),
    });
    const report = await npm('audit').catch((error: unknown) => error as { stdout: string });
    expect(JSON.parse(report.stdout)).toMatchObject({
      auditReportVersion: 2,
      vulnerabilities: { lodash: { severity: 'high', isDirect: false } },
    });
    expect(registry.asked().get('lodash')).toEqual(new Set(['4.17.20']));
  }));

test('advisories are only those of the asked versions', async () => {
  expect(
    Object.keys((await (await bulk({ lodash: ['4.17.21'], minimist: ['1.2.5', '9.0.0'] })).json()) as object),
  ).toEqual(['minimist']);
});

test('the retired endpoints are gone', async () => {
  const answer = await ask('/-/npm/v1/security/audits/quick', { method: 'POST', body: '{}' });
  expect(answer.status).toBe(410);
});

test('each failure is one', async () => {
  const failing = (reply: StubReply) => {
    registry.reply('bulk', reply);
    return bulk({ lodash: ['4.17.20'] });
  };
  expect((await failing(405)).status).toBe(405);
  expect(await (await failing('html')).text()).toMatch(/^<!doctype html>/);
  expect(await (await failing({ body: [] })).json()).toEqual([]);
  expect((await failing('wrong-type')).headers.get('content-type')).toBe('text/html');
  expect(await (await failing({ redirect: `${registry.url}/elsewhere` })).json()).toEqual({
    error: 'Not found',
  });
  await expect((await failing('truncated')).json()).rejects.toThrow('JSON');
  await expect((await failing('cut')).json()).rejects.toThrow('terminated');
  await expect((await failing('slow')).json()).rejects.toThrow('aborted');
  await expect((await failing('flood')).text()).rejects.toThrow('aborted');
  await expect(failing('hang')).rejects.toThrow('aborted');
  await expect(failing('reset')).rejects.toThrow('fetch failed');
});

test('replies are given one after the other, and the last one stays', async () => {
  registry.reply('packument', 500, 404);
  const statuses: number[] = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await ask('/lodash')).status);
  expect(statuses).toEqual([500, 404, 404]);
});
