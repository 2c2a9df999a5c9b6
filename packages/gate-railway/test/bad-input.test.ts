import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Gap } from '@railgate/contract';
import { makeRepo, removeFolder, runGate, targetOf, workspaceOf } from '@railgate/testkit';
import { afterEach, describe, expect, it } from 'vitest';

import { gate } from '../src/gate.js';
import { scanInMemory } from '../src/in-memory.js';
import { DEFAULT_OPTIONS } from '../src/options.js';

type Files = Readonly<Record<string, string>>;

const START: Files = { 'railway.json': '{ "deploy": { "startCommand": "node server.js" } }' };
const listen = (port: string) =>
  `import express from "express";\nconst app = express();\napp.listen(${port});\n`;
const deep = (open: string, close: string, inner = '', levels = 20_000) =>
  open.repeat(levels) + inner + close.repeat(levels);

/** What a run says, in short: `rule path:line` of findings, `CODE path` of gaps. */
async function answerTo(files: Files): Promise<string[]> {
  const { findings, gaps } = await scanInMemory({ files });
  return [
    ...findings.map(
      ({ ruleId, at }) => `${ruleId.replace('railway/', '')} ${at.path}:${at.region.startLine}`,
    ),
    ...gaps.map(
      ({ code, path, message }) => `${message.includes('stopped') ? 'STOPPED' : code} ${path ?? ''}`,
    ),
  ];
}

describe('a file of the wrong shape', () => {
  it.each<[string, Files, string]>([
    ['a list', { 'railway.json': '[]' }, 'invalid-value railway.json:1'],
    ['a text', { 'railway.json': '"x"' }, 'invalid-value railway.json:1'],
    ['null', { 'railway.json': 'null' }, 'invalid-value railway.json:1'],
    ['nothing', { 'railway.json': '' }, 'FILE_UNPARSEABLE railway.json'],
    [
      'sections that are none',
      { 'railway.json': '{ "build": [], "deploy": "x" }' },
      'invalid-value railway.json:1',
    ],
    ['a list of environments', { 'railway.json': '{ "environments": [1] }' }, 'invalid-value railway.json:1'],
    [
      'a table for every text',
      {
        'railway.json':
          '{ "build": { "dockerfilePath": {} }, "deploy": { "startCommand": [{}], "cronSchedule": {} } }',
      },
      'invalid-value railway.json:1',
    ],
    ['a list of tables', { 'railway.toml': '[[build]]\nbuilder = 1\n' }, 'invalid-value railway.toml:1'],
    ['a list in railpack.json', { 'railpack.json': '[1]' }, 'invalid-value railpack.json:1'],
    ['a list in package.json', { ...START, 'package.json': '[]' }, 'FILE_UNPARSEABLE package.json'],
    [
      'scripts in a list',
      { ...START, 'package.json': '{ "scripts": ["a"] }' },
      'FILE_UNPARSEABLE package.json',
    ],
    ['an empty Dockerfile', { 'railway.json': '{}', Dockerfile: '' }, 'FILE_UNPARSEABLE Dockerfile'],
    [
      'words in a Dockerfile',
      { 'railway.json': '{}', Dockerfile: 'hello world\n' },
      'FILE_UNPARSEABLE Dockerfile',
    ],
  ])('%s', async (_name, files, wanted) => {
    const answer = await answerTo(files);
    expect(answer).toContain(wanted);
    expect(answer.join()).not.toContain('STOPPED');
  });
});

describe('a byte order mark and CR LF', () => {
  it.each<[string, Files, string]>([
    [
      'TOML',
      { 'railway.toml': '[deploy]\nstartCommand = "uvicorn a:b --port 8000"\n' },
      'literal-port railway.toml:2',
    ],
    ['JSON', { 'railway.json': '{\n"build": { "builder": "docker" } }\n' }, 'invalid-builder railway.json:2'],
    [
      'HuJSON',
      { 'railpack.json': '{\n// why\n"provider": "nodejs" }\n' },
      'railpack-provider railpack.json:3',
    ],
    [
      'Dockerfile',
      { 'railway.json': '{}', Dockerfile: 'FROM node:22\nEXPOSE $PORT\n' },
      'expose-without-default Dockerfile:2',
    ],
    [
      'Procfile',
      { 'railway.json': '{}', Procfile: 'web: gunicorn -b 0.0.0.0:8000 app\n' },
      'literal-port Procfile:1',
    ],
    [
      'railway.ts',
      {
        '.railway/railway.ts':
          'import { image, service } from "railway/iac";\nservice("a", { source: image("b:latest") });\n',
      },
      'floating-image .railway/railway.ts:2',
    ],
    ['JavaScript', { ...START, 'server.js': listen('3000') }, 'fixed-listen-port server.js:3'],
    [
      'Python',
      {
        'railway.json': '{ "deploy": { "startCommand": "python main.py" } }',
        'main.py': 'import uvicorn\nuvicorn.run("a:b", host="0.0.0.0", port=8000)\n',
      },
      'fixed-listen-port main.py:2',
    ],
  ])('%s', async (_name, files, wanted) => {
    expect(await answerTo(files)).toContain(wanted);
    const odd = Object.entries(files).map(([path, text]) => [path, `\uFEFF${text.replaceAll('\n', '\r\n')}`]);
    expect(await answerTo(Object.fromEntries(odd) as Files)).toContain(wanted);
  });
});

describe('keys that stand there twice', () => {
  it.each<[string, Files, string]>([
    ['JSON', { 'railway.json': '{ "build": {},\n"build": {} }' }, 'duplicate-key railway.json:2'],
    [
      'TOML',
      { 'railway.toml': '[build]\nbuilder = "RAILPACK"\nbuilder = "DOCKERFILE"\n' },
      'FILE_UNPARSEABLE railway.toml',
    ],
    [
      'tables of TOML',
      { 'railway.toml': '[build]\n[deploy]\n[build]\n' },
      'config-unparseable railway.toml:3',
    ],
    [
      'package.json, where npm takes the last',
      {
        'railway.json': '{ "deploy": { "startCommand": "npm start" } }',
        'package.json': '{ "scripts": { "start": "node a.js" }, "scripts": { "start": "nodemon a.js" } }',
      },
      'dev-server railway.json:1',
    ],
  ])('%s', async (_name, files, wanted) => {
    expect(await answerTo(files)).toContain(wanted);
  });
});

describe('imports in a circle', () => {
  it.each<[string, Files, string]>([
    [
      'of JavaScript, with a value in it',
      {
        ...START,
        'server.js': `import { p } from "./b.js";\nexport const q = 3000;\n${listen('p')}`,
        'b.js': 'import { q } from "./server.js";\nexport const p = q;\n',
      },
      'fixed-listen-port server.js:5',
    ],
    [
      'of Python, with a value in it',
      {
        'railway.json': '{ "deploy": { "startCommand": "python main.py" } }',
        'main.py': 'from b import p\nimport uvicorn\nq = 8000\nuvicorn.run("a:b", host="0.0.0.0", port=p)\n',
        'b.py': 'from main import q\np = q\n',
      },
      'fixed-listen-port main.py:4',
    ],
    [
      'without any value, beside a flaw',
      {
        ...START,
        'server.js': `import { p } from "./b.js";\n${listen('p')}fetch("http://localhost:1");\n`,
        'b.js': 'export { p } from "./c.js";\n',
        'c.js': 'export { p } from "./b.js";\nexport * from "./server.js";\n',
      },
      'loopback-url server.js:5',
    ],
    [
      'of package scripts',
      {
        'railway.json': '{ "deploy": { "startCommand": "npm start" } }',
        'package.json': '{ "scripts": { "start": "npm run a", "a": "npm run b", "b": "npm start" } }',
      },
      'package-manager-start railway.json:1',
    ],
  ])('%s', async (_name, files, wanted) => {
    expect(await answerTo(files)).toContain(wanted);
  });
});

describe('syntax errors', () => {
  it.each<[string, Files, readonly string[]]>([
    [
      'JavaScript: the rest is looked at',
      { ...START, 'server.js': `function (\n${listen('3000')}` },
      ['FILE_UNPARSEABLE server.js'],
    ],
    [
      'Python: the rest is looked at',
      {
        'railway.json': '{ "deploy": { "startCommand": "python main.py" } }',
        'main.py': 'import uvicorn\ndef f(:\n  uvicorn.run(app, port=8000)\n',
      },
      ['FILE_UNPARSEABLE main.py'],
    ],
    [
      'railway.ts',
      { '.railway/railway.ts': 'import { service from "railway/iac";\n' },
      ['FILE_UNPARSEABLE .railway/railway.ts', 'config-unparseable .railway/railway.ts:1'],
    ],
    [
      'a here-document without an end',
      { 'railway.json': '{}', Dockerfile: 'FROM node:22\nRUN <<EOF\nnpm ci\n' },
      ['FILE_UNPARSEABLE Dockerfile', 'config-unparseable Dockerfile:2'],
    ],
  ])('%s', async (_name, files, wanted) => {
    expect(await answerTo(files)).toEqual(expect.arrayContaining([...wanted]));
  });
});

describe('a file that is deep or large', () => {
  it.each<[string, Files, string]>([
    ['JSON', { 'railway.json': deep('{"a":', '}', '1') }, 'FILE_UNPARSEABLE railway.json'],
    ['lists of TOML', { 'railway.toml': `a = ${deep('[', ']')}\n` }, 'FILE_UNPARSEABLE railway.toml'],
    ['tables of TOML', { 'railway.toml': `a = ${deep('{b=', '}', '1')}\n` }, 'FILE_UNPARSEABLE railway.toml'],
    ['keys of TOML', { 'railway.toml': `a${'.a'.repeat(20_000)} = 1\n` }, 'FILE_UNPARSEABLE railway.toml'],
    ['package.json', { ...START, 'package.json': deep('[', ']') }, 'FILE_UNPARSEABLE package.json'],
    [
      'railway.ts',
      {
        '.railway/railway.ts': `import { image, service } from "railway/iac";\nservice("a", { source: image("b:latest"), x: ${deep('[', ']', '', 3000)} });\n`,
      },
      'floating-image .railway/railway.ts:2',
    ],
    [
      'a Dockerfile of many lines',
      { 'railway.json': '{}', Dockerfile: `FROM node:22\nRUN a ${'\\\n b '.repeat(20_000)}\n` },
      'FILE_TOO_LARGE Dockerfile',
    ],
    [
      'a Dockerfile of 100 stages with here-documents',
      {
        'railway.json': '{}',
        Dockerfile: Array.from(
          { length: 100 },
          (_, i) =>
            `FROM ${i === 0 ? 'node:22' : `s${i - 1}`} AS s${i}\nRUN <<EOF\nFROM nothing\nEXPOSE 1\nEOF\n`,
        )
          .concat('EXPOSE $PORT\n')
          .join(''),
      },
      'expose-without-default Dockerfile:501',
    ],
  ])(
    '%s',
    async (_name, files, wanted) => {
      const answer = await answerTo(files);
      expect(answer).toContain(wanted);
      expect(answer.join()).not.toContain('STOPPED');
    },
    60_000,
  );

  it('10 MB of TOML are a gap, and no second is spent on them', async () => {
    const text = `[build]\n${'a = "x"\n'.repeat(1_300_000)}`;
    const { scan, lines } = await runGate(gate, { 'railway.toml': text, 'api/railway.json': '{}' });
    expect(unread(scan.gaps)).toEqual(['FILE_TOO_LARGE railway.toml']);
    expect(lines.join()).toContain('api/railway.json');
  });
});

describe('files that change while they are read', () => {
  const roots: string[] = [];

  afterEach(async () => {
    await Promise.all(roots.splice(0).map(removeFolder));
  });

  async function scanChanging(
    files: Files,
    change: (root: string) => void,
    edited?: ReadonlyMap<string, string>,
  ) {
    const root = await makeRepo(files);
    roots.push(root);
    const workspace = { ...workspaceOf(root), ...(edited && { edited }) };
    change(root);
    return gate.scan({
      workspace,
      target: targetOf(workspace),
      options: DEFAULT_OPTIONS,
      now: new Date('2026-11-21T00:00:00Z'),
      offline: true,
      signal: new AbortController().signal,
      processes: { started: () => undefined, ended: () => undefined },
      progress: () => undefined,
    });
  }

  it('one that is gone by then is a gap', async () => {
    const files = { 'railway.json': '{}', 'api/railway.json': '{}', 'api/server.js': listen('3000') };
    const { gaps } = await scanChanging(files, (root) => {
      rmSync(join(root, 'railway.json'));
      rmSync(join(root, 'api/server.js'));
    });
    expect(unread(gaps)).toEqual(['FILE_UNREADABLE api/server.js', 'FILE_UNREADABLE railway.json']);
  });

  it('one that is cut off is a failure to parse', async () => {
    const { gaps } = await scanChanging(START, (root) =>
      writeFileSync(join(root, 'railway.json'), '{ "deploy"'),
    );
    expect(unread(gaps)).toEqual(['FILE_UNPARSEABLE railway.json']);
  });

  it.each(
    Object.entries({ ...START, 'server.js': listen('3000'), Dockerfile: 'FROM node:22\nEXPOSE $PORT\n' }),
  )('%s that says something else at every look ends no rule', async (path, text) => {
    const files = { ...START, 'server.js': listen('3000'), Dockerfile: 'FROM node:22\n', [path]: text };
    const versions = [text, '', text.repeat(3), text.slice(0, 20), '\n'.repeat(50) + text];
    const edited = new Changing([[path, versions]]);
    const { gaps } = await scanChanging(files, () => undefined, edited);
    expect(gaps.filter(({ message }) => message.includes('stopped with'))).toEqual([]);
    expect(edited.looks).toBeGreaterThan(0);
  });
});

/** Files alone: what a step of the checklist misses for them is counted beside them. */
function unread(gaps: readonly Gap[]): string[] {
  return gaps
    .filter(({ code }) => code.startsWith('FILE_'))
    .map(({ code, path }) => `${code} ${path ?? ''}`)
    .sort();
}

/** Another text at every look. */
class Changing extends Map<string, string> {
  looks = 0;
  readonly #versions: ReadonlyMap<string, readonly string[]>;

  constructor(versions: readonly (readonly [string, readonly string[]])[]) {
    super();
    this.#versions = new Map(versions);
  }

  override get(path: string): string | undefined {
    const versions = this.#versions.get(path);
    return versions?.[this.looks++ % versions.length];
  }
}
