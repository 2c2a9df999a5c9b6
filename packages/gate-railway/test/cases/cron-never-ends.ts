import type { RuleCases } from '../rule-cases.js';

const cron = (command: string) => ({
  'railway.toml': `[deploy]\ncronSchedule = "0 3 * * *"\nstartCommand = ${JSON.stringify(command)}\n`,
});
const SERVER = 'import express from "express";\nconst app = express();\napp.listen(3000);\n';

export const cases: RuleCases = {
  ok: [
    { name: 'a script', files: cron('python jobs/nightly.py') },
    {
      name: 'a server without a schedule',
      files: { 'railway.toml': '[deploy]\nstartCommand = "gunicorn app"\n' },
    },
    {
      name: 'a server that the job does not load',
      files: { ...cron('node job.js'), 'job.js': 'import "./x.js";', 'x.js': '', 'a.js': SERVER },
    },
    {
      name: 'a server for development',
      files: {
        ...cron('node job.js'),
        'job.js': SERVER.replace('app.listen', 'if (process.env.NODE_ENV === "development") app.listen'),
      },
    },
    { name: 'a worker that ends', files: cron('rq worker --burst') },
    {
      name: 'an empty schedule',
      files: { 'railway.json': '{"deploy":{"cronSchedule":"","startCommand":"gunicorn a"}}' },
    },
  ],
  ng: [
    {
      name: 'a web server',
      files: cron('uvicorn main:app --host 0.0.0.0'),
      finds: [{ at: 'railway.toml:2:16', says: 'uvicorn' }],
    },
    { name: 'a scheduler', files: cron('celery -A app beat'), finds: [{ at: 'railway.toml:2' }] },
    {
      name: 'a listener',
      files: { ...cron('node job.js'), 'job.js': SERVER },
      finds: [{ at: 'railway.toml:2', says: 'express' }],
    },
    {
      name: 'through a script, an image',
      files: {
        'railway.json': '{"deploy":{"cronSchedule":"0 3 * * *"}}',
        Dockerfile: 'FROM node:22\nCMD ["npm", "start"]\n',
        'package.json': '{"scripts":{"start":"next start"}}',
      },
      finds: [{ at: 'railway.json:1:27', says: 'next' }],
    },
    { name: 'a watcher', files: cron('node --watch job.js'), finds: [{ at: 'railway.toml:2' }] },
  ],
};
