import { parseDockerfile, parseJson } from '@railgate/code/reader';
import { describe, expect, it } from 'vitest';

import { parseProcfile } from '../documents/procfile.js';
import { startCommand, type StartCommand } from './start.js';

describe('startCommand', () => {
  it.each([
    [
      'config: node dist/main.js -> src/main.ts',
      { 'railway.json': '{"deploy":{"startCommand":"node dist/main.js"}}', 'src/main.ts': '' },
    ],
    [
      'config: node dist/main.js -> src/main.ts',
      {
        'railway.json': '{"deploy":{"startCommand":"node dist/main.js"}}',
        'src/main.ts': '',
        'dist/main.js': '',
      },
    ],
    [
      'config: node lib/main.js -> lib/main.js',
      {
        'railway.json': '{"deploy":{"startCommand":"node lib/main.js"}}',
        'main.js': '',
        'lib/main.js': '',
      },
    ],
    [
      'config: tsx src/main.ts -> src/main.ts',
      {
        'railway.json': '{"deploy":{"startCommand":"npm run start:prod"}}',
        'package.json': '{"scripts":{"start:prod":"tsx src/main.ts"}}',
        'src/main.ts': '',
      },
    ],
    [
      'config: node server.js -> api/server.js',
      {
        'railway.json': '{"deploy":{"startCommand":"cd api && npm start"}}',
        'api/package.json': '{"scripts":{"start":"NODE_ENV=production node server.js"}}',
        'api/server.js': '',
      },
    ],
    [
      'config: node x.js -> api/x.js',
      {
        'railway.json': '{"deploy":{"startCommand":"npm --prefix api start"}}',
        'api/package.json': '{"scripts":{"start":"node x.js"}}',
        'api/x.js': '',
      },
    ],
    [
      'procfile: gunicorn app.main:app -> app/main.py',
      { Procfile: 'web: gunicorn app.main:app', 'app/main.py': '' },
    ],
    ['package-script: next start', { 'package.json': '{"scripts":{"start":"next start"}}' }],
    [
      'dockerfile: uvicorn main:app --port 8000 -> main.py',
      { Dockerfile: 'FROM python\nCMD ["uvicorn", "main:app", "--port", "8000"]', 'main.py': '' },
    ],
    [
      'dockerfile shell: python -m app.main -> app/main.py',
      { Dockerfile: 'FROM python\nCMD python -m app.main', 'app/main.py': '' },
    ],
    [
      'dockerfile: node a.js --port 1 -> a.js',
      { Dockerfile: 'FROM node\nENTRYPOINT ["node", "a.js"]\nCMD ["--port", "1"]', 'a.js': '' },
    ],
    [
      'dockerfile: node a.js -> a.js',
      { Dockerfile: 'FROM node\nCMD ["sh", "-c", "exec node a.js"]', 'a.js': '' },
    ],
    [
      'config: prisma migrate deploy | node a.js -> a.js',
      { 'railway.json': '{"deploy":{"startCommand":"npx prisma migrate deploy && node a.js"}}', 'a.js': '' },
    ],
    [
      'dockerfile: ./bin/thrust ./bin/rails server',
      {
        Dockerfile:
          'FROM ruby\nENTRYPOINT ["/rails/bin/docker-entrypoint"]\nCMD ["./bin/thrust", "./bin/rails", "server"]',
      },
    ],
    [
      'dockerfile shell: bin/rails server -p ${PORT}',
      { Dockerfile: 'FROM ruby\nENTRYPOINT ["bin/docker-entrypoint"]\nCMD bin/rails server -p ${PORT}' },
    ],
    [
      'config: rails db:migrate | puma -C config/puma.rb',
      {
        'railway.json':
          '{"deploy":{"startCommand":"bundle exec rails db:migrate && bundle exec puma -C config/puma.rb"}}',
        'config/puma.rb': '',
      },
    ],
    [
      'procfile: ruby app.rb -p $PORT -> app.rb',
      { Procfile: 'web: bundle exec ruby app.rb -p $PORT', 'app.rb': '' },
    ],
    ['procfile: ruby bin/rails server', { Procfile: 'web: ruby bin/rails server', 'bin/rails': '' }],
    [
      'procfile: php -d a=1 server.php -> server.php',
      { Procfile: 'web: php -d a=1 server.php', 'server.php': '' },
    ],
    ['procfile: php artisan serve', { Procfile: 'web: php artisan serve', artisan: '' }],
    [
      'procfile: php -S 0.0.0.0:$PORT index.php',
      { Procfile: 'web: php -S 0.0.0.0:$PORT index.php', 'index.php': '' },
    ],
  ])('%s', (expected, files) => {
    expect(show(startOf(files))).toBe(expected);
  });

  it('is none where nothing says it', () => {
    expect(startOf({ 'package.json': '{}' })).toBeUndefined();
  });

  it('ends on scripts that call each other', () => {
    const files = { 'package.json': '{"scripts":{"start":"npm run a","a":"npm run start"}}' };
    expect(show(startOf(files))).toContain('npm run');
  });

  it('ends on scripts that each call the next ones a hundred times', () => {
    const calls = (name: string) => Array.from({ length: 100 }, () => `npm run ${name}`).join('; ');
    const scripts = { start: calls('a'), a: calls('b'), b: calls('c'), c: calls('d'), d: 'node a.js' };
    const runs = startOf({ 'package.json': JSON.stringify({ scripts }) })?.runs ?? [];
    expect(runs.map(({ words }) => words.join(' '))).toEqual(
      expect.arrayContaining(['node a.js', 'npm run a']),
    );
    expect(runs.length).toBeLessThan(1500);
  });
});

function startOf(files: Readonly<Record<string, string>>): StartCommand | undefined {
  const document = (path: string) => {
    const text = files[path];
    const parsed = text === undefined ? undefined : parseJson(path, text, 'json');
    return parsed?.kind === 'document' ? parsed.document : undefined;
  };
  const dockerfile =
    files['Dockerfile'] === undefined ? undefined : parseDockerfile('Dockerfile', files['Dockerfile']);
  return startCommand({
    root: '.',
    config: document('railway.json'),
    iacStart: undefined,
    procfile: files['Procfile'] === undefined ? undefined : parseProcfile('Procfile', files['Procfile']),
    dockerfile: dockerfile?.kind === 'document' ? dockerfile.document : undefined,
    manifest: (folder) => document(folder === '.' ? 'package.json' : `${folder}/package.json`),
    files: new Set(Object.keys(files)),
  });
}

function show(start: StartCommand | undefined): string {
  if (!start) return '-';
  const shell = start.source === 'dockerfile' && start.inShell ? ' shell' : '';
  const runs = start.runs.map(
    ({ words, entry }) => words.join(' ') + (entry === undefined ? '' : ` -> ${entry}`),
  );
  return `${start.source}${shell}: ${runs.join(' | ')}`;
}
