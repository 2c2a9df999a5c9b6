import type { RuleCases } from '../rule-cases.js';

const EXPRESS = 'import express from "express";\nconst app = express();\n';
const web = (code: string, more: Readonly<Record<string, string>> = {}) => ({
  'railway.json': '{"deploy":{"startCommand":"node src/main.js"}}',
  'src/main.js': EXPRESS + code,
  ...more,
});

export const cases: RuleCases = {
  ok: [
    {
      name: 'PORT with the number as its fallback',
      files: web('app.listen(Number(process.env.PORT) || 3000);'),
    },
    {
      name: 'PORT through an import',
      files: web('import { port } from "./config.js";\napp.listen(port);', {
        'src/config.js': 'export const port = process.env.PORT ?? 3000;',
      }),
    },
    { name: 'port 0', files: web('app.listen(0);') },
    { name: 'a test', files: web('', { 'src/main.test.js': `${EXPRESS}app.listen(3000);` }) },
    { name: 'a script', files: web('', { 'scripts/mock.js': `${EXPRESS}app.listen(3000);` }) },
    {
      name: 'a tool that the start command does not load',
      files: web('', { 'src/cli.js': `${EXPRESS}app.listen(3000);` }),
    },
    { name: 'a text that looks like code', files: web('const code = "app.listen(443)";') },
    { name: 'development only', files: web('if (process.env.NODE_ENV !== "production") app.listen(3000);') },
    { name: 'a number that is computed', files: web('app.listen(base + 1);') },
    {
      name: 'a worker',
      files: {
        'worker/railway.json': '{"deploy":{"cronSchedule":"0 3 * * *"}}',
        'worker/main.js': `${EXPRESS}app.listen(3000);`,
      },
    },
  ],
  ng: [
    {
      name: 'a literal',
      files: web('app.listen(3000);'),
      finds: [{ at: 'src/main.js:3:1', severity: 'high', says: '3000' }],
    },
    {
      name: 'a constant',
      files: web('const PORT = 4000;\napp.listen(PORT);'),
      finds: [{ at: 'src/main.js:4' }],
    },
    {
      name: 'a constant of another file',
      files: web('import { PORT } from "./config";\napp.listen(PORT);', {
        'src/config.js': 'export const PORT = 5000;',
      }),
      finds: [{ at: 'src/main.js:4', says: '5000' }],
    },
    {
      name: 'a file that the entry imports',
      files: web('import "./server.js";', { 'src/server.js': `${EXPRESS}app.listen(3000);` }),
      finds: [{ at: 'src/server.js:3' }],
    },
    {
      name: 'without a start command that is known',
      files: { 'railway.json': '{}', 'src/app.ts': `${EXPRESS}app.listen(3000);` },
      finds: [{ at: 'src/app.ts:3' }],
    },
    {
      name: 'an object',
      files: web('import http from "http";\nhttp.createServer(app).listen({ port: 3000 });'),
      finds: [{ at: 'src/main.js:4' }],
    },
  ],
};
