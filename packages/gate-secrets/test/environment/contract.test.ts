import { describe, expect, it } from 'vitest';

import { found, foundWithMessages } from './find.js';

const READS: readonly (readonly [string, string])[] = [
  ['src/a.js', 'use(process.env.STORE_A)'],
  ['src/a.ts', 'const { STORE_A } = process.env; use(STORE_A)'],
  ['src/a.vue', '<script setup lang="ts">\nuse(import.meta.env.VITE_STORE_A)</script>'],
  ['src/a.svelte', '<script>\nuse(import.meta.env.VITE_STORE_A)</script>'],
  ['app/a.py', 'import os\nuse(os.environ["STORE_A"])'],
  [
    'app/settings.py',
    'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    store_a: str\n',
  ],
  ['a.go', 'package main\n\nimport "os"\n\nfunc main() { use(os.Getenv("STORE_A")) }\n'],
  ['lib/a.rb', "use(ENV.fetch('STORE_A'))"],
  ['src/A.java', 'class A { String a = System.getenv("STORE_A"); }'],
  ['src/a.kt', 'val a = System.getenv("STORE_A")'],
  ['A.cs', 'class A { string a = System.Environment.GetEnvironmentVariable("STORE_A"); }'],
  ['src/a.php', "<?php use_it(getenv('STORE_A'));"],
  ['src/a.rs', 'fn main() { let a = std::env::var("STORE_A").unwrap(); }'],
  ['src/main/resources/application.yml', 'app:\n  store: ${STORE_A}\n'],
  ['Dockerfile', 'FROM node:22\nARG STORE_A\nRUN build\n'],
  ['Dockerfile', 'FROM node:22\nCMD run --store "$STORE_A"\n'],
  ['compose.yml', 'services:\n  a:\n    image: a\n    command: run ${STORE_A}\n'],
  ['docker-entrypoint.sh', '#!/bin/sh\nexec run "$STORE_A"\n'],
];

const nameIn = (text: string): string => /VITE_STORE_A/.exec(text)?.[0] ?? 'STORE_A';

describe('a read that nothing declares', () => {
  it.each(READS)('ng: %s: %s', async (path, text) => {
    const lines = await found({ [path]: text, '.env.example': 'STORE_B=\n', 'b.js': 'process.env.STORE_B' });
    expect(lines.filter((line) => line.startsWith('undeclared low'))).toHaveLength(1);
    expect(lines.filter((line) => line.includes(path.replace(/.*\//, '')))).not.toEqual([]);
  });

  it.each(READS)('ok where the example names it: %s: %s', async (path, text) => {
    expect(await found({ [path]: text, '.env.example': `${nameIn(text)}=\n` })).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['in a comment of the example', '.env.example', '# STORE_A=\nOTHER='],
    ['in .env.sample', '.env.sample', 'STORE_A='],
    ['in .env.template', '.env.template', 'export STORE_A='],
    ['in compose, as a mapping', 'compose.yml', 'services:\n  a:\n    environment:\n      STORE_A: x\n'],
    ['in compose, as a list', 'docker-compose.prod.yml', 'services:\n  a:\n    environment:\n      - STORE_A=x\n'],
    ['in a Dockerfile', 'Dockerfile', 'FROM a\nENV STORE_A=x\n'],
    ['in a workflow', '.github/workflows/a.yml', 'jobs:\n  a:\n    env:\n      STORE_A: x\n'],
    ['in railway.ts', '.railway/railway.ts', 'import { service } from "railway/iac";\nservice("a", { env: { STORE_A: "x" } });\n'],
  ])('ok: declared %s', async (_, path, text) => {
    const lines = await found({ 'a.js': 'use(process.env.STORE_A)', '.env.example': 'OTHER=\n', 'b.js': 'process.env.OTHER', [path]: text });
    expect(lines).toEqual([]);
  }); // prettier-ignore

  it('ok: named by the configuration', async () => {
    const files = { 'a.js': 'use(process.env.STORE_A)' };
    expect(await found(files, { environment: ['STORE_A'] })).toEqual([]);
    expect(await found(files)).toEqual(['undeclared low a.js:1']);
    expect(await found(files, { environment: false })).toEqual([]);
  });

  it.each([
    ['a.js', 'use(process.env.NODE_ENV, process.env.PORT, process.env.RAILWAY_PUBLIC_DOMAIN, process.env.CI, process.env.HOME)'],
    ['src/a.test.js', 'use(process.env.STORE_A)'],
    ['scripts/a.js', 'use(process.env.STORE_A)'],
    ['a.js', "if (process.env.NODE_ENV !== 'production') use(process.env.STORE_A)"],
    ['a.js', '// process.env.STORE_A\nuse("process.env.STORE_B")'],
    ['entrypoint.sh', '#!/bin/sh\nSTORE_A=1\nexport STORE_B=2\nfor FILE in a; do echo "$STORE_A $STORE_B $FILE"; done\n'],
    ['Dockerfile', 'FROM --platform=$BUILDPLATFORM a\nARG TARGETARCH\nARG VERSION=1\nRUN NAME=x && echo $NAME $VERSION $TARGETARCH\n'],
    ['compose.yml', 'services:\n  a:\n    command: echo $$STORE_A\n'],
    ['deploy.sh', 'echo $STORE_A'],
    ['.claude/scripts/start.sh', 'echo $STORE_A'],
    ['.claude/a.ts', 'use(process.env.STORE_A)'],
  ])('ok: %s: %s', async (path, text) => {
    expect(await found({ [path]: text })).toEqual([]);
  }); // prettier-ignore

  it('ng: one finding where there is no example at all, and one of the grade info for what has a default', async () => {
    const files = { 'a.js': "use(process.env.STORE_A, process.env.STORE_B, process.env.STORE_C || 'x')" };
    const all = await foundWithMessages(files);
    expect(all).toMatchObject([{ line: 'undeclared low a.js:1' }]);
    expect(all[0]?.message).toContain('2 variables are read');
    expect(all[0]?.message).toContain('STORE_A, STORE_B.');
    expect(await found({ ...files, '.env.example': 'STORE_A=\nSTORE_B=\n' })).toEqual([
      'undeclared info a.js:1',
    ]);
  });

  it('goes by the nearest example, and takes the root as what holds for all', async () => {
    const files = {
      '.env.example': 'SHARED=\n',
      'apps/api/.env.example': 'API_ONLY=\n',
      'apps/api/a.js': 'use(process.env.SHARED, process.env.API_ONLY, process.env.WEB_ONLY)',
      'apps/web/.env.example': 'WEB_ONLY=\n',
      'apps/web/a.js': 'use(process.env.SHARED, process.env.WEB_ONLY)',
      'packages/db/a.js': 'use(process.env.API_ONLY, process.env.NOWHERE)',
    };
    expect(await found(files, { projects: ['apps/api', 'apps/web', 'packages/db'] })).toEqual([
      'undeclared low apps/api/a.js:1',
      'undeclared low packages/db/a.js:1',
    ]);
  });

  it('broken: a source file that does not parse is a gap, and what was read of it counts', async () => {
    const { runGate } = await import('@railgate/testkit');
    const { gate } = await import('../../src/gate.js');
    const { scan } = await runGate(gate, {
      'a.js': 'use(process.env.STORE_A);\nconst = = (',
      '.env.example': 'B=',
    });
    expect(scan.gaps).toMatchObject([{ code: 'FILE_UNPARSEABLE', path: 'a.js' }]);
  });

  it('says once for each file that names are computed', async () => {
    const { runGate } = await import('@railgate/testkit');
    const { gate } = await import('../../src/gate.js');
    const text = 'const get = (name) => process.env[name];\nconst other = process.env[x + 1];';
    const { scan } = await runGate(gate, { 'a.js': text, 'b.js': text });
    const reason = 'with computed names of variables';
    expect(scan.notScanned).toEqual([
      { path: 'a.js', reason },
      { path: 'b.js', reason },
    ]);
  });
});

describe('a declaration that nobody reads', () => {
  it('ng', async () => {
    expect(
      await found({ '.env.example': 'STORE_A=\nSTORE_B=\n', 'a.js': 'use(process.env.STORE_A)' }),
    ).toEqual(['unread low .env.example:2']);
  });

  it.each([
    ['in a schema that is no code', { 'schema.prisma': 'url = env("STORE_B")' }],
    ['in small letters', { 'a.toml': 'store_b = 1' }],
    ['as a key of a schema', { 'env.ts': 'z.object({ STORE_B: z.string() }).parse(process.env)' }],
    ['in compose', { 'compose.yml': 'services:\n  a:\n    environment:\n      STORE_B: x\n' }],
    ['by a script', { 'scripts/a.sh': 'echo $STORE_B' }],
    ['where code computes names', { 'b.js': 'process.env[name]' }],
  ])('ok: named %s', async (_, files) => {
    const all = { '.env.example': 'STORE_A=\nSTORE_B=\n', 'a.js': 'use(process.env.STORE_A)', ...files };
    expect(await found(all)).toEqual([]);
  });

  it('ng where only documentation and other .env files name it', async () => {
    const files = {
      '.env.example': 'STORE_B=\n',
      'README.md': 'STORE_B',
      '.env.production.example': 'STORE_BB=\n',
    };
    expect(await found(files)).toEqual(['unread low .env.example:1']);
  });

  it('ok: libraries read it by themselves, or it stands in a comment', async () => {
    expect(await found({ '.env.example': 'AWS_REGION=\nSENTRY_DSN=\n# STORE_B=\nPGHOST=\n' })).toEqual([]);
  });
});
