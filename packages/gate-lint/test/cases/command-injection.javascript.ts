export const ng = [
  `const { exec } = require('child_process');
app.get('/ping', (req, res) => {
  exec('ping -c 1 ' + req.query.host, (error, stdout) => res.send({ stdout })); // ng
});`,
  `import { execSync } from 'node:child_process';
export const convert = async (req, res) => {
  const { name } = req.params;
  const command = \`convert uploads/\${name} out.png\`;
  execSync(command); // ng
  res.sendStatus(204);
};`,
  `import util from 'node:util';
import * as cp from 'node:child_process';
const run = util.promisify(cp.exec);
fastify.post('/archive', async (request, reply) => {
  const { stdout } = await run(['tar', 'czf', 'out.tgz', request.body.folder].join(' ')); // ng
  return { stdout };
});`,
  `import { spawn } from 'child_process';
router.post('/build', (req, res) => {
  const child = spawn('make ' + req.body.target, { shell: true }); // ng
  child.stdout.pipe(res);
});`,
  `const { spawnSync } = require('child_process');
function show(file) {
  return spawnSync('sh', ['-c', 'cat logs/' + file]).stdout; // ng
}
app.get('/logs/:file', (req, res) => res.json(show(req.params.file).toString()));`,
  `import { execaCommand } from 'execa';
export async function POST(request: Request) {
  const form = await request.formData();
  const { stdout } = await execaCommand(\`git clone \${form.get('url')}\`); // ng
  return Response.json({ stdout });
}`,
  `const { execFile } = require('child_process');
router.get('/run', async (ctx) => {
  execFile(ctx.query.tool, ['--version']); // ng
});`,
  `import { Controller, Post, Body } from '@nestjs/common';
import { exec } from 'node:child_process';
@Controller('jobs')
export class JobsController {
  @Post()
  run(@Body() job: JobDto) {
    exec('job ' + job.name); // ng
  }
}`,
  `import { Hono } from 'hono';
import { exec } from 'child_process';
const app = new Hono();
app.get('/list/:folder', async (c) => {
  exec(\`ls \${c.req.param('folder')}\`); // ng
  return c.text('ok');
});`,
  `'use server';
import { exec } from 'node:child_process';
export async function create(formData: FormData) {
  const name = formData.get('name');
  exec('create ' + name); // ng
}`,
  `const http = require('http');
const { exec } = require('child_process');
http.createServer((req, res) => {
  let body = '';
  req.on('data', (chunk) => {
    body += chunk;
  });
  req.on('end', () => exec(body)); // ng
});`,
  `import { exec } from 'child_process';
export const handler = async (event) => {
  const { cmd } = JSON.parse(event.body);
  exec(cmd); // ng
  return { statusCode: 204 };
};`,
  `import { exec } from 'child_process';
const resolvers = {
  Mutation: {
    run: (parent, { command }) => exec(command), // ng
  },
};`,
  `import { exec } from 'child_process';
router.post('/each', asyncHandler(async (request, response) => {
  const { first, ...others } = request.body;
  for (const name of others.names) {
    exec('touch ' + name); // ng
  }
}));`,
];

export const lookAlike = [
  `const { execFile } = require('child_process');
app.get('/ping', (req, res) => {
  execFile('ping', ['-c', '1', '--', req.query.host], (error, stdout) => res.json({ stdout }));
});`,
  `import { spawn } from 'child_process';
router.post('/resize', (req, res) => {
  const child = spawn('convert', ['--', req.file.path, '-resize', String(Number(req.body.width)), 'out.png']);
  child.on('exit', () => res.sendStatus(204));
});`,
  `const { exec } = require('child_process');
const TARGETS = new Set(['api', 'web']);
app.post('/build', (req, res) => {
  const target = req.body.target;
  if (!TARGETS.has(target)) {
    return res.status(400).json({ error: 'unknown target' });
  }
  exec(\`make \${target}\`);
  res.sendStatus(202);
});`,
  `const { execSync } = require('child_process');
const revision = execSync('git rev-parse HEAD').toString().trim();
app.get('/version', (req, res) => res.json({ revision, asked: req.query.by }));`,
  `const { exec } = require('child_process');
app.get('/top', (req, res) => {
  const count = parseInt(req.query.count, 10);
  exec('ps aux | head -n ' + count, (error, stdout) => res.json({ stdout }));
});`,
  `app.get('/search', (req, res) => {
  const match = /^id:(\\d+)$/.exec(req.query.q);
  const rows = db.collection('items').exec(req.query.q);
  res.json({ match, rows });
});`,
  `import { quote } from 'shell-quote';
import { exec } from 'child_process';
app.get('/du', (req, res) => {
  exec('du -sh ' + quote([req.query.folder]), (error, stdout) => res.json({ stdout }));
});`,
  `import { Controller, Get, Param, ParseIntPipe } from '@nestjs/common';
import { exec } from 'node:child_process';
@Controller('jobs')
export class JobsController {
  @Get(':id')
  show(@Param('id', ParseIntPipe) id: number) {
    exec('job ' + id);
  }
}`,
  `import { exec } from 'child_process';
router.post('/build', validate(BuildSchema), (req, res) => {
  exec('make ' + req.body.target);
});`,
  `import { exec } from 'child_process';
function run(command) {
  exec(command);
}
run('make all');
app.get('/run', (req, res) => res.json({ asked: req.query.command }));`,
];
