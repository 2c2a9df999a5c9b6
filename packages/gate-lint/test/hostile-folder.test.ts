import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it, vi } from 'vitest';

import { javascriptEngine } from '../src/javascript/index.js';
import { scanFiles } from './run-cases.js';

const repository = mkdtempSync(join(tmpdir(), 'lint-folder-'));
const trace = join(repository, 'ran');

/** Parsers keep what they have found, so nothing else of this file may run before. */
beforeAll(() => {
  for (const name of ['eslint', 'espree', 'eslint-scope', 'typescript']) {
    const folder = join(repository, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '99.0.0' }));
    writeFileSync(
      join(folder, 'index.js'),
      `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '${name}'); exports.version = '99.0.0';`,
    );
  }
  vi.spyOn(process, 'cwd').mockReturnValue(repository);
});

afterAll(() => {
  vi.restoreAllMocks();
  rmSync(repository, { recursive: true });
});

it('runs no parser that lies in the current folder', async () => {
  const markup = '<p>x</p>';
  const scan = await scanFiles(javascriptEngine, {
    'a.svelte': `<script lang="ts">\nconst a: number = 1;\neval(location.hash);\n</script>\n${markup}`,
    'b.svelte': `<script>\neval(location.hash);\n</script>\n${markup}`,
    'c.vue': `<script lang="ts">\nconst a: number = 1;\neval(location.hash);\n</script>\n<template>${markup}</template>`,
    'd.vue': `<script>\neval(location.hash);\n</script>\n<template>${markup}</template>`,
  });
  expect(existsSync(trace)).toBe(false);
  expect(scan.gaps).toEqual([]);
  expect(scan.findings.map(({ ruleId, at }) => `${ruleId} ${at.path}`)).toEqual(
    ['a.svelte', 'b.svelte', 'c.vue', 'd.vue'].map((path) => `lint/code-injection ${path}`),
  );
  expect(process.cwd()).toBe(repository);
});
