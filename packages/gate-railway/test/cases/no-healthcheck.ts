import type { RuleCases } from '../rule-cases.js';

const start = (command: string, more = '') => ({
  'railway.toml': `[deploy]\nstartCommand = ${JSON.stringify(command)}\n${more}`,
});
const SERVER = 'import express from "express";\nconst app = express();\napp.listen(process.env.PORT);\n';

export const cases: RuleCases = {
  ok: [
    { name: 'a path', files: start('gunicorn app', 'healthcheckPath = "/health"\n') },
    { name: 'a worker', traps: ['RLY-CFG-010 worker'], files: start('celery -A app worker') },
    {
      name: 'a worker by its name',
      files: { 'worker/railway.json': '{"deploy":{"startCommand":"gunicorn app"}}' },
    },
    {
      name: 'a cron service',
      traps: ['RLY-CFG-010 cron service'],
      files: start('gunicorn app', 'cronSchedule = "0 3 * * *"\n'),
    },
    {
      name: 'a database',
      traps: ['RLY-CFG-010 database'],
      files: { 'railway.json': '{}', Dockerfile: 'FROM postgres:16\nCMD ["serve"]\n' },
    },
    {
      name: 'a TCP service',
      traps: ['RLY-CFG-010 TCP service'],
      files: { ...start('node a.js'), 'a.js': 'import net from "net";\nnet.createServer().listen(9000);' },
    },
    { name: 'nothing is known of it', files: start('./run') },
    {
      name: 'no config file: the settings may have one',
      files: { 'railpack.json': '{}', Procfile: 'web: gunicorn app\n' },
    },
    {
      name: 'a server that is not loaded',
      files: { ...start('node job.js'), 'job.js': 'import "./x.js";', 'x.js': '', 'server.js': SERVER },
    },
  ],
  ng: [
    { name: 'a web server', files: start('gunicorn app'), finds: [{ at: 'railway.toml:1:2' }] },
    {
      name: 'a listener',
      files: { ...start('node a.js'), 'a.js': SERVER },
      finds: [{ at: 'railway.toml:1' }],
    },
    {
      name: 'a null',
      files: {
        'railway.json': '{\n"build":{},\n"deploy":{"startCommand":"next start","healthcheckPath":null}}',
      },
      finds: [{ at: 'railway.json:3:1' }],
    },
    {
      name: 'an image',
      files: {
        'railway.json': '{"build":{}}',
        Dockerfile: 'FROM nginx\nCMD ["nginx", "-g", "daemon off;"]\n',
      },
      finds: [{ at: 'railway.json:1' }],
    },
    {
      name: 'a start script',
      files: { 'railway.json': '{}', 'package.json': '{"scripts":{"start":"next start"}}' },
      finds: [{ at: 'railway.json:1' }],
    },
  ],
};
