import type { RuleCases } from '../rule-cases.js';

const FILES = {
  'apps/api/src/main.ts': '',
  'apps/api/package.json': '{}',
  'packages/shared/a.ts': '',
  'README.md': '',
};
const api = (...patterns: string[]) => ({
  ...FILES,
  'apps/api/railway.json': JSON.stringify({ build: { watchPatterns: patterns } }),
});
const top = (...patterns: string[]) => ({
  ...FILES,
  'railway.json': JSON.stringify({ build: { watchPatterns: patterns } }),
});

export const cases: RuleCases = {
  ok: [
    { name: 'from the repository root', files: api('apps/api/**', 'packages/shared/**') },
    { name: 'a leading slash', traps: ['RLY-CFG-009 leading slash'], files: api('/apps/api/**') },
    { name: 'a folder', files: api('apps/api/') },
    { name: 'any depth', files: top('*.ts') },
    { name: 'an empty list is no filter', traps: ['RLY-CFG-009 empty list'], files: api() },
    { name: 'an exception that matches nothing', files: api('apps/api/**', '!**/*.md', '!docs/**') },
    { name: 'a comment', files: api('# the service', 'apps/api/**') },
    {
      name: 'a list of something else has a rule of its own',
      files: { 'railway.json': '{"build":{"watchPatterns":[1]}}' },
    },
  ],
  ng: [
    {
      name: 'from the service root',
      files: api('src/**'),
      finds: [{ at: 'apps/api/railway.json:1:28', says: 'Write apps/api/src/**' }],
    },
    {
      name: 'a dot in front',
      files: top('./apps/**'),
      finds: [{ at: 'railway.json:1', says: 'Write apps/**' }],
    },
    {
      name: 'only exceptions',
      files: api('!README.md'),
      finds: [{ at: 'apps/api/railway.json:1:27', says: 'exceptions only' }],
    },
    {
      name: 'nothing at all',
      files: top('server/**', 'apps/**'),
      finds: [{ at: 'railway.json:1:28', says: 'Correct or delete' }],
    },
    {
      name: 'not the service itself',
      files: api('packages/shared/**'),
      finds: [{ at: 'apps/api/railway.json:1:27', severity: 'info', says: 'Add apps/api/**' }],
    },
    {
      name: 'all of the service excepted again',
      files: api('apps/**', '!apps/api/**'),
      finds: [{ at: 'apps/api/railway.json:1', severity: 'info' }],
    },
  ],
};
