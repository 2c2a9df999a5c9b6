import { GateError } from '@railgate/contract';
import { expect, it } from 'vitest';

import { checks } from '../src/javascript/checks/index.js';
import { createJavascriptEngine, javascriptEngine } from '../src/javascript/index.js';
import { isTestFile } from '../src/javascript/source-files.js';
import { scanFiles } from './run-cases.js';

const FLAW = "app.get('/x', (req, res) => eval(req.query.x));";

it.each([
  ['broken.js', 'const a = 1;\nfunction (\n', 2],
  ['broken.ts', 'const a: = 1;\n', 1],
  ['broken.tsx', 'export const a = <p>;\n\n', undefined],
  ['broken.cjs', 'module.exports = {{;\n', 1],
  ['broken.vue', '<template><p/></template>\n<script>\nconst = 1;\n</script>\n', 3],
  ['broken.svelte', '<script>\nconst = 1;\n</script>\n', 2],
])('a file that does not parse is a gap with its line: %s', async (path, text, line) => {
  const scan = await scanFiles(javascriptEngine, { [path]: text, 'good.js': FLAW });
  expect(scan.gaps).toMatchObject([{ code: 'FILE_UNPARSEABLE', path }]);
  expect(scan.gaps[0]?.message).toMatch(/^broken\.\w+ does not parse: .+\.$/);
  if (line !== undefined) expect(scan.gaps[0]?.line).toBe(line);
  expect(scan.seen).toBe(1);
  expect(scan.findings.map((finding) => finding.at.path)).toEqual(['good.js']);
});

it('a template that the parser of Vue leaves out is a gap, and its script is looked at', async () => {
  const text = `<template lang="pug">\ndiv(v-html="$route.query.q")\n</template>\n<script>\n${FLAW}\n</script>\n`;
  const html = `<template lang="html">\n<p/>\n</template>\n<script>\n${FLAW}\n</script>\n`;
  const scan = await scanFiles(javascriptEngine, { 'pug.vue': text, 'html.vue': html });
  expect(scan.gaps).toMatchObject([
    { code: 'PART_SKIPPED', line: 1, message: 'pug.vue has its template in pug, which is not read.' },
  ]);
  expect(scan.seen).toBe(1);
  expect(scan.findings.map((finding) => finding.at.path)).toEqual(['pug.vue', 'html.vue']);
});

it.each([
  ['binary.ts', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]), 'FILE_BINARY'],
  ['latin1.js', Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]), 'FILE_ENCODING'],
  ['large.js', Buffer.alloc(2 * 1024 * 1024 + 1, 'a;\n'), 'FILE_TOO_LARGE'],
])('a file that cannot be read is a gap: %s', async (path, content, code) => {
  const scan = await scanFiles(javascriptEngine, { [path]: content });
  expect(scan.gaps).toMatchObject([{ code, path }]);
  expect(scan.seen).toBe(0);
});

it('a file that is listed and not there is a gap', async () => {
  const scan = await scanFiles(
    {
      ...javascriptEngine,
      scan: (files, context) => javascriptEngine.scan([...files, { path: 'gone.ts', size: 1 }], context),
    },
    { 'good.js': 'start();' },
  );
  expect(scan.gaps).toMatchObject([{ code: 'FILE_UNREADABLE', path: 'gone.ts' }]);
});

const DEPTH = 20_000;
const nested = (open: string, close: string) => `x = ${open.repeat(DEPTH)}1${close.repeat(DEPTH)}`;
const wrapped = (text: string) => text.replace(/(.{100})/g, '$1\n');

it.each([
  ['parentheses.js', wrapped(nested('(', ')'))],
  ['brackets.ts', wrapped(nested('[', ']'))],
  ['objects.jsx', wrapped(nested('{a:', '}'))],
  ['not.js', wrapped(`x = ${'!'.repeat(DEPTH)}1`)],
  ['not.ts', wrapped(`x = ${'!'.repeat(DEPTH)}1`)],
  ['members.js', wrapped(`a${'.b'.repeat(DEPTH)}`)],
  ['members.ts', wrapped(`a${'.b'.repeat(DEPTH)}`)],
  ['sum.js', wrapped(`x = 1${'+ a'.repeat(DEPTH)}`)],
  ['arrows.ts', wrapped(`x = ${'a=>'.repeat(DEPTH)}1`)],
  ['else.js', `if (a) b(); ${'else if (a) b();\n'.repeat(DEPTH)}`],
  ['templates.js', wrapped(`x = ${'`${'.repeat(DEPTH)}1${'}`'.repeat(DEPTH)}`)],
  ['types.ts', wrapped(`let x: ${'A<'.repeat(DEPTH)}B${'>'.repeat(DEPTH)};`)],
  ['markup.svelte', '<div>\n'.repeat(DEPTH)],
  ['garbage.js', '\u00a7%&/()=? {]\n'.repeat(50_000)],
  ['flow.js', `app.get('/x', (req, res) => db.query('SELECT 1' ${'+ req.query.a\n'.repeat(DEPTH)}));`],
  ['expression.js', `/${'('.repeat(500)}a*${')*'.repeat(500)}/.test(x);`],
])('hostile nesting is a gap and no crash: %s', async (path, text) => {
  const scan = await scanFiles(javascriptEngine, { [path]: text, 'good.js': FLAW });
  expect(scan.gaps.map((gap) => gap.path)).toContain(path);
  expect(scan.seen).toBe(1);
  expect(scan.findings.map((finding) => finding.at.path)).toContain('good.js');
});

it('values that would take minutes to follow are a gap', async () => {
  const checksBefore = Array.from({ length: 6000 }, (_, i) => `if (a${i}.includes(b${i})) return;`).join(
    '\n',
  );
  const text = `app.get('/x', (req, res) => { const s = req.query.a;\n${checksBefore}\n${'eval(s);\n'.repeat(3000)} });`;
  const scan = await scanFiles(javascriptEngine, { 'long.js': text });
  expect(scan.gaps).toMatchObject([{ code: 'PART_SKIPPED', path: 'long.js' }]);
});

it('leaves out what nobody wrote by hand, and says why', async () => {
  const files = {
    'lib/app.min.js': FLAW,
    'public/bundle.js': `${'x();'.repeat(30_000)}${FLAW}`,
    'node_modules/a/index.js': FLAW,
    'api/vendor/jquery.js': FLAW,
    'types/global.d.ts': 'declare const x: number;',
    'web/.next/server.js': FLAW,
    'public/app.js': `${FLAW}\n${'// line\n'.repeat(700)}`,
    'web/coverage/lcov-report/sorter.js': FLAW,
    'coverage/prettify.js': FLAW,
    'src/coverage/claims.js': FLAW,
    'src/chunk.js': `const load = typeof __webpack_require__ === 'function' ? 1 : 2;\n${FLAW}\n${'// line\n'.repeat(700)}`,
  };
  const scan = await scanFiles(javascriptEngine, files);
  expect(scan.notScanned).toEqual([
    { path: 'lib/app.min.js', reason: 'minified' },
    { path: 'public/bundle.js', reason: 'minified' },
    { path: 'node_modules/a/index.js', reason: 'dependency folder' },
    { path: 'api/vendor/jquery.js', reason: 'dependency folder' },
    { path: 'types/global.d.ts', reason: 'declarations' },
    { path: 'web/.next/server.js', reason: 'generated' },
    { path: 'web/coverage/lcov-report/sorter.js', reason: 'generated' },
    { path: 'coverage/prettify.js', reason: 'generated' },
  ]);
  expect(scan.seen).toBe(3);
  expect(scan.findings.map((finding) => finding.at.path)).toEqual([
    'public/app.js',
    'src/coverage/claims.js',
    'src/chunk.js',
  ]);
});

it('reads Flow, TypeScript and JSX under the name of JavaScript', async () => {
  const scan = await scanFiles(javascriptEngine, {
    'flow.js': `// @flow\nfunction f(x: ?string): number { return 1; }\n${FLAW}`,
    'typed.js': `const a: string = 'x';\n${FLAW}`,
    'jsx.js': `const view = <p>hi</p>;\n${FLAW}`,
    'script.js': `with (a) { b(); }\nreturn;\n${FLAW}`,
    'shebang.cjs': `#!/usr/bin/env node\nreturn;\n${FLAW}`,
    'module.mts': `import type { A } from 'a';\nenum B { C }\n${FLAW}`,
    'bom.js': `\ufeff${FLAW}`,
  });
  expect(scan.gaps).toEqual([]);
  expect(scan.findings).toHaveLength(7);
});

it('takes no orders from comments of the scanned file', async () => {
  const scan = await scanFiles(javascriptEngine, {
    'a.js': `/* eslint-disable */\n// eslint-disable-next-line\n${FLAW} // eslint-disable-line\nel.innerHTML = x;`,
    'b.js': `/* eslint no-unsanitized/property: off */\n/* global eval */\nel.innerHTML = x;`,
  });
  expect(scan.gaps).toEqual([]);
  expect(scan.findings.map(({ ruleId, at }) => `${at.path} ${ruleId}`)).toEqual([
    'a.js lint/code-injection',
    'a.js lint/cross-site-scripting',
    'b.js lint/cross-site-scripting',
  ]);
});

it('caps what stands in tests', async () => {
  const scan = await scanFiles(javascriptEngine, {
    'src/a.test.ts': FLAW,
    'e2e/b.js': FLAW,
    'src/c.js': FLAW,
  });
  expect(scan.findings.map(({ at, severity }) => `${at.path} ${severity}`)).toEqual([
    'src/a.test.ts low',
    'e2e/b.js low',
    'src/c.js critical',
  ]);
  expect(isTestFile('src/latest/contest.ts')).toBe(false);
});

it('an engine that does not see the planted flaw ends the scan', async () => {
  const blind = createJavascriptEngine([]);
  const scan = scanFiles(blind, { 'a.js': 'start();' });
  await expect(scan).rejects.toThrow(GateError);
  await expect(scan).rejects.toMatchObject({ code: 'CANARY_MISSED' });
});

it('a check that throws is a gap of the file, and the others still look', async () => {
  const engine = createJavascriptEngine([
    ({ model }) => {
      if (model.path === 'bad.js') throw new TypeError('out of order');
    },
    ...checks,
  ]);
  const scan = await scanFiles(engine, { 'bad.js': FLAW, 'good.js': FLAW });
  expect(scan.gaps).toMatchObject([
    { code: 'PART_SKIPPED', path: 'bad.js', message: 'bad.js made a check fail: out of order.' },
  ]);
  expect(scan.findings.map((finding) => finding.at.path)).toEqual(['bad.js', 'good.js']);
  expect(scan.seen).toBe(1);
});

it('file names are data', async () => {
  const path = 'a\u001b[31m\nb.js';
  const scan = await scanFiles(javascriptEngine, { [path]: 'const = 1;' });
  expect(scan.gaps[0]?.message).toContain('a\\u001b[31m\\nb.js does not parse');
});

it('finds nothing in honest code, and says what looked', async () => {
  const scan = await scanFiles(javascriptEngine, {
    'a.js': 'export const sum = (a, b) => a + b;',
    'b.ts': 'export const sum = (a: number, b: number): number => a + b;',
    'c.vue': '<template><p>{{ a }}</p></template>\n<script setup>\nconst a = 1;\n</script>',
    'd.svelte': '<script>\n  let a = 1;\n</script>\n<p>{a}</p>',
  });
  expect({ ...scan, engines: [] }).toEqual({ findings: [], gaps: [], notScanned: [], seen: 4, engines: [] });
  expect(scan.engines.map(({ name, canary }) => `${name} ${canary}`)).toEqual([
    'eslint found',
    'espree found',
    '@typescript-eslint/parser found',
    'vue-eslint-parser found',
    'svelte-eslint-parser found',
  ]);
  for (const engine of scan.engines) expect(engine.version).toMatch(/^\d+\.\d+\.\d+/);
});

it('says the way from the source to the place where it does harm', async () => {
  const text =
    "app.get('/x', (req, res) => {\n  const { id } = req.query;\n  pool.query('SELECT ' + id);\n});";
  const scan = await scanFiles(javascriptEngine, { 'a.js': text });
  expect(scan.findings).toMatchObject([
    {
      message: '`req.query.id` reaches the SQL text of `pool.query`.',
      at: { path: 'a.js', region: { startLine: 3, startColumn: 14, endLine: 3, endColumn: 28 } },
      related: [{ path: 'a.js', region: { startLine: 2, startColumn: 18, endLine: 2, endColumn: 27 } }],
    },
  ]);
});

it('stops when it is told to', async () => {
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  const scan = scanFiles(
    {
      ...javascriptEngine,
      scan: (files, context) => javascriptEngine.scan(files, { ...context, signal: controller.signal }),
    },
    { 'a.js': FLAW },
  );
  await expect(scan).rejects.toThrow('enough');
});
