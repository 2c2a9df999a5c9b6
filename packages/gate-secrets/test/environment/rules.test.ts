import { describe, expect, it } from 'vitest';

import { ENVIRONMENT_RULES } from '../../src/environment/rules/index.js';
import { publicSecret } from '../../src/environment/rules/env-public-secret.js';
import { found, foundWithMessages, madeUp } from './find.js';

const by = async (rule: string, ...args: Parameters<typeof found>): Promise<string[]> =>
  (await found(...args)).filter((line) => line.startsWith(`${rule} `));

describe('a .env file that git tracks', () => {
  const tracked = async (path: string, text: string) =>
    by('file-tracked', { '.gitignore': '', [path]: text });

  it('ng: with a secret high, and without its value anywhere', async () => {
    const secret = madeUp();
    const [first] = await foundWithMessages({
      '.gitignore': '',
      'backend/.env': `A=1\nJWT_SECRET=${secret}\n`,
    });
    expect(first).toMatchObject({ line: 'file-tracked high backend/.env:2' });
    expect(first?.message).not.toContain(secret);
    expect(await tracked('.env', `DATABASE_URL=postgres://app:${madeUp()}@db.acme.net/x`)).toEqual([
      'file-tracked high .env:1',
    ]);
  });

  it('ng: without one low, and with what is public anyway info', async () => {
    expect(await tracked('.env', 'LOG_LEVEL=debug\nJWT_SECRET=\n')).toEqual(['file-tracked low .env:1']);
    expect(await tracked('.env.production', 'VITE_API_URL=https://a.net\nNEXT_PUBLIC_B=c\n')).toEqual([
      'file-tracked info .env.production:1',
    ]);
  });

  it.each([
    ['.env.example', 'A=1'],
    ['.env.sample', 'A=1'],
    ['.env.template', 'A=1'],
    ['.env.dist', 'A=1'],
    ['.env.schema', 'A=1'],
    ['.env.test', 'A=1'],
    ['test/fixtures/.env', 'A=1'],
    ['.env', '# nothing'],
    [
      '.env.production',
      'DOTENV_PUBLIC_KEY="03"\nJWT_SECRET="encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt+Z9HPMfLE"',
    ],
    ['.env', 'JWT_SECRET=ENC[AES256_GCM,data:x,iv:y,tag:z,type:str]\nsops_version=3.8'],
    ['.env.vault', 'DOTENV_VAULT_PRODUCTION="x"'],
  ])('ok: %s: %s', async (path, text) => {
    expect(await tracked(path, text)).toEqual([]);
  });
});

describe('a .env file that git does not ignore', () => {
  const FILES = { 'a.js': 'use(process.env.STORE_A)', '.env.example': 'STORE_A=\n' };

  it('ng: nothing ignores it, with a repair', async () => {
    expect(await by('file-unignored', { ...FILES, '.gitignore': 'node_modules\n' })).toEqual([
      'file-unignored low .gitignore:1',
    ]);
  });

  it('ng: it is there, with a secret high', async () => {
    const untracked = { '.env': `JWT_SECRET=${madeUp()}\n` };
    expect(await by('file-unignored', { ...FILES, '.gitignore': 'x\n' }, { untracked })).toEqual([
      'file-unignored high .env:1',
    ]);
  });

  it('ok: it is there in another repository inside, of which no `git add` takes anything', async () => {
    const untracked = { 'inner/.env': `JWT_SECRET=${madeUp()}\n`, 'inner/.env.example': 'JWT_SECRET=\n' };
    const files = { ...FILES, '.gitignore': '/.env\n' };
    expect(await by('file-unignored', files, { untracked })).toEqual(['file-unignored high inner/.env:1']);
    expect(await by('file-unignored', files, { untracked, repository: 'inner' })).toEqual([]);
  });

  it.each(['.env\n', '.env*\n!.env.example\n', '*.env\n', '/.env\n'])('ok: ignored by %j', async (text) => {
    expect(await by('file-unignored', { ...FILES, '.gitignore': text })).toEqual([]);
  });

  it('goes by every file with patterns', async () => {
    const files = {
      '.gitignore': '/.env\n',
      'api/.env.example': 'STORE_A=\n',
      'api/a.js': 'use(process.env.STORE_A)',
    };
    expect(await by('file-unignored', files)).toEqual(['file-unignored low .gitignore:1']);
    expect(await by('file-unignored', { ...files, 'api/.gitignore': '.env\n' })).toEqual([]);
  });

  it('ok: the root has no code of its own, and the part that has ignores it', async () => {
    const files = {
      'api/.env.example': 'STORE_A=\n',
      'api/a.js': 'use(process.env.STORE_A)',
      'api/.gitignore': '.env\n',
    };
    expect(await by('file-unignored', { ...files, '.gitignore': 'x\n' })).toEqual([]);
  });

  it('ok: a repository without code that reads the environment', async () => {
    expect(await by('file-unignored', { 'a.md': 'x', '.gitignore': 'x\n' })).toEqual([]);
  });
});

describe('a secret with a default', () => {
  const fallback = async (path: string, text: string) => by('secret-fallback', { [path]: text });

  it.each([
    ['a.ts', "const a = process.env.JWT_SECRET || 'secret';", 'high'],
    ['a.ts', "const { SESSION_SECRET = 'changeme' } = process.env;", 'high'],
    ['a.ts', "const a = process.env.NEXTAUTH_SECRET ?? 'dummy';", 'medium'],
    ['a.ts', "const a = process.env.JWT_SECRET || crypto.randomBytes(32).toString('hex');", 'medium'],
    ['a.ts', 'const a = process.env.SESSION_SECRET ?? randomUUID();', 'medium'],
    ['a.py', 'import os\na = os.getenv("JWT_SECRET", "secret")', 'high'],
    ['a.py', 'import os, secrets\na = os.getenv("JWT_SECRET") or secrets.token_urlsafe(32)', 'medium'],
    ['a.py', 'import os, uuid\na = os.environ.get("SESSION_SECRET", str(uuid.uuid4()))', 'medium'],
    ['a.go', 'package main\n\nimport "os"\n\nfunc main() {\n\ta := os.Getenv("JWT_SECRET")\n\tif a == "" {\n\t\ta = "secret"\n\t}\n\tuse(a)\n}\n', 'high'],
    ['a.rb', "a = ENV.fetch('SECRET_KEY_BASE', 'secret')", 'high'],
    ['a.rb', "a = ENV['SECRET_KEY_BASE'] || SecureRandom.hex(64)", 'medium'],
    ['A.java', 'class A { @Value("${JWT_SECRET:secret}") String a; }', 'high'],
    ['a.kt', 'val a = System.getenv("JWT_SECRET") ?: "secret"', 'high'],
    ['A.cs', 'class A { string a = System.Environment.GetEnvironmentVariable("JWT_SECRET") ?? "secret"; }', 'high'],
    ['a.php', "<?php $a = getenv('JWT_SECRET') ?: 'secret';", 'high'],
    ['a.rs', 'fn main() { let a = std::env::var("JWT_SECRET").unwrap_or_else(|_| "secret".to_string()); }', 'high'],
    ['src/main/resources/application.yml', 'app:\n  jwt: ${JWT_SECRET:secret}\n', 'high'],
    ['a.py', 'import os\na = os.getenv("POSTGRES_PASSWORD", "postgres")', 'low'],
  ])('ng: %s: %s', async (path, text, severity) => {
    expect((await fallback(path, text)).map((line) => line.split(' ')[1])).toEqual([severity]);
  }); // prettier-ignore

  it('ng: a value that may be real, which is never shown', async () => {
    const secret = madeUp();
    const all = await foundWithMessages({
      'a.ts': `const a = process.env.STRIPE_SECRET_KEY || '${secret}';`,
    });
    expect(all.map(({ line }) => line)).toContain('secret-fallback high a.ts:1');
    expect(JSON.stringify(all)).not.toContain(secret);
  });

  it.each([
    ['a.ts', "const a = process.env.JWT_SECRET || '';"],
    ['a.ts', "if (process.env.NODE_ENV !== 'production') use(process.env.JWT_SECRET || 'secret');"],
    [
      'a.ts',
      "const a = process.env.JWT_SECRET ?? (process.env.NODE_ENV === 'development' ? 'secret' : undefined);",
    ],
    ['a.ts', "const a = process.env.OPENAI_API_KEY || 'dummy';"],
    ['a.ts', 'const a = process.env.JWT_SECRET || process.env.APP_SECRET;'],
    ['a.ts', "const a = process.env.TOKEN_TTL || '1h', b = process.env.SECRET_NAME || 'x';"],
    ['a.ts', 'const a = process.env.JWT_SECRET; if (!a) throw new Error("x");'],
    ['tests/a.ts', "const a = process.env.JWT_SECRET || 'secret';"],
    ['src/a.spec.ts', "const a = process.env.JWT_SECRET || 'secret';"],
    ['conftest.py', 'import os\na = os.getenv("JWT_SECRET", "secret")'],
  ])('ok: %s: %s', async (path, text) => {
    expect(await fallback(path, text)).toEqual([]);
  });
});

describe('a secret with a public prefix', () => {
  it.each([
    'NEXT_PUBLIC_ADMIN_PASSWORD', 'VITE_SUPABASE_SERVICE_ROLE_KEY', 'VITE_OPENAI_API_KEY', 'REACT_APP_JWT_SECRET',
    'NUXT_PUBLIC_PRIVATE_KEY', 'EXPO_PUBLIC_STRIPE_SECRET_KEY', 'VITE_GITHUB_TOKEN', 'VITE_DATABASE_URL',
    'GATSBY_CLIENT_SECRET', 'VITE_RESEND_API_KEY',
  ])('ng: %s', (name) => {
    expect(publicSecret(name)).toBe('high');
  }); // prettier-ignore

  it.each(['VITE_API_KEY', 'NEXT_PUBLIC_ACCESS_TOKEN'])('ng, low: %s', (name) => {
    expect(publicSecret(name)).toBe('low');
  });

  it.each([
    'NEXT_PUBLIC_STRIPE_PUBLISHABLE_KEY', 'NEXT_PUBLIC_SUPABASE_ANON_KEY', 'VITE_RECAPTCHA_SITE_KEY',
    'NEXT_PUBLIC_MAPBOX_TOKEN', 'VITE_GA_ID', 'NEXT_PUBLIC_GTM_ID', 'NEXT_PUBLIC_POSTHOG_KEY', 'VITE_SENTRY_DSN',
    'VITE_FIREBASE_API_KEY', 'NEXT_PUBLIC_GOOGLE_CLIENT_ID', 'VITE_GOOGLE_MAPS_API_KEY', 'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY',
    'NEXT_PUBLIC_TURNSTILE_SITE_KEY', 'VITE_ALGOLIA_SEARCH_KEY', 'NEXT_PUBLIC_API_URL', 'VITE_TOKEN_TTL',
    'NEXT_PUBLIC_PASSWORD_RESET_URL', 'NEXT_PUBLIC_PASSWORD_MIN_LENGTH', 'JWT_SECRET', 'VITE_TOKEN_ADDRESS',
    'NEXT_PUBLIC_VAPID_PUBLIC_KEY', 'VITE_DATADOG_CLIENT_TOKEN',
  ])('ok: %s', (name) => {
    expect(publicSecret(name)).toBeUndefined();
  }); // prettier-ignore

  it('says it once, wherever it stands', async () => {
    const files = {
      'src/a.ts': 'use(import.meta.env.VITE_OPENAI_API_KEY)',
      'src/b.ts': 'use(import.meta.env.VITE_OPENAI_API_KEY)',
      '.env.example': 'VITE_OPENAI_API_KEY=\n',
      Dockerfile: 'FROM a\nARG VITE_OPENAI_API_KEY\n',
    };
    expect(await found(files)).toHaveLength(1);
    expect(
      await found({ '.env.example': 'VITE_ADMIN_PASSWORD=\n', 'a.toml': 'VITE_ADMIN_PASSWORD' }),
    ).toEqual(['public-secret high .env.example:1']);
  });
});

describe('a .env file that wins', () => {
  const TEXT = "import dotenv from 'dotenv';\ndotenv.config({ override: true });";

  it('ng: low, and medium where git tracks one', async () => {
    expect(await by('dotenv-override', { 'a.ts': TEXT })).toEqual(['dotenv-override low a.ts:2']);
    expect(await by('dotenv-override', { 'a.ts': TEXT, '.gitignore': '', '.env': 'A=1' })).toEqual([
      'dotenv-override medium a.ts:2',
    ]);
    const python = 'from dotenv import load_dotenv\nload_dotenv(override=True)';
    expect(await by('dotenv-override', { 'a.py': python })).toEqual(['dotenv-override low a.py:2']);
  });

  it.each([
    ['a.ts', "import 'dotenv/config';"],
    ['a.ts', TEXT.replace('true', 'false')],
    ['a.ts', TEXT.replace('dotenv.config', "if (process.env.NODE_ENV !== 'production') dotenv.config")],
    ['scripts/a.ts', TEXT],
  ])('ok: %s: %s', async (path, text) => {
    expect(await by('dotenv-override', { [path]: text })).toEqual([]);
  });
});

describe('an environment in a log', () => {
  it.each([
    ['a.ts', 'console.log(process.env)', 'high'],
    ['a.py', 'import os\nprint(os.environ)', 'high'],
    ['a.ts', 'console.log("db", process.env.DATABASE_URL)', 'high'],
    ['Dockerfile', 'FROM a\nRUN printenv && build\n', 'medium'],
    ['entrypoint.sh', '#!/bin/sh\nenv | sort\nexec run\n', 'medium'],
  ])('ng: %s: %s', async (path, text, severity) => {
    expect((await by('dump', { [path]: text })).map((line) => line.split(' ')[1])).toEqual([severity]);
  });

  it.each([
    ['a.ts', "if (process.env.NODE_ENV === 'development') console.log(process.env)"],
    ['a.ts', 'console.log(process.env.NODE_ENV, process.env.JWT_SECRET ? 1 : 2)'],
    ['a.test.ts', 'console.log(process.env)'],
    ['Dockerfile', 'FROM a\nRUN env FOO=1 build && apk add env\n'],
    ['entrypoint.sh', '#!/bin/sh\nexec env NODE_ENV=production run\nenv | grep -q X && y\n'],
  ])('ok: %s: %s', async (path, text) => {
    expect(await by('dump', { [path]: text })).toEqual([]);
  });
});

describe('the token of a pipeline', () => {
  const workflow = (token: string, run: string) =>
    `on: push\njobs:\n  a:\n    env:\n      ${token}: \${{ secrets.${token} }}\n    steps:\n      - run: ${run}\n`;
  const PATH = '.github/workflows/deploy.yml';

  it.each(['railway up --service api', 'npx railway redeploy -y', 'npm ci && railway up'])(
    'ng: %s',
    async (run) => {
      expect(await by('account-token', { [PATH]: workflow('RAILWAY_API_TOKEN', run) })).toEqual([
        `account-token medium ${PATH}:5`,
      ]);
    },
  );

  it.each([
    ['RAILWAY_TOKEN', 'railway up'],
    ['RAILWAY_API_TOKEN', 'railway environment new pr-1 && railway up'],
    ['RAILWAY_API_TOKEN', 'railway environment delete pr-1'],
    ['RAILWAY_API_TOKEN', 'curl https://backboard.railway.com/graphql/v2'],
    ['RAILWAY_API_TOKEN', 'npx railgate run'],
  ])('ok: %s, %s', async (token, run) => {
    expect(await by('account-token', { [PATH]: workflow(token, run) })).toEqual([]);
  });
});

it('has rules that are low, unless a secret is involved', () => {
  const ids = ENVIRONMENT_RULES.map(({ id }) => id);
  expect(ids).toEqual([...ids].sort());
  expect(ENVIRONMENT_RULES.filter(({ severity }) => severity === 'low').map(({ id }) => id.replace('secrets/env-', ''))).toEqual([
    'dotenv-override', 'file-tracked', 'file-unignored', 'undeclared', 'unread',
  ]); // prettier-ignore
});
