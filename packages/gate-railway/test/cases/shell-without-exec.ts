import type { RuleCases } from '../rule-cases.js';

const start = (command: string) => ({
  'railway.toml': `[deploy]\nstartCommand = ${JSON.stringify(command)}\n`,
});

export const cases: RuleCases = {
  ok: [
    { name: 'exec', files: start("sh -c 'exec node server.js --port $PORT'") },
    { name: 'exec behind other commands', files: start('/bin/bash -lc "cd app && exec node ."') },
    { name: 'no shell is written', files: start('node server.js') },
    { name: 'side by side', files: start("sh -c 'node a.js & node b.js; wait'") },
    { name: 'a pipe', files: start("sh -c 'node a.js | pino-pretty'") },
    { name: 'a loop', files: start("sh -c 'while true; do node job.js; done'") },
    { name: 'a script file', files: start('bash start.sh') },
  ],
  ng: [
    {
      name: 'one command',
      files: start("sh -c 'node server.js --port $PORT'"),
      finds: [{ at: 'railway.toml:2:16', says: 'node' }],
      fixed: start("sh -c 'exec node server.js --port $PORT'"),
    },
    {
      name: 'the last of two',
      files: start("/bin/sh -c 'alembic upgrade head && uvicorn a:b'"),
      finds: [{ at: 'railway.toml:2' }],
      fixed: start("/bin/sh -c 'alembic upgrade head && exec uvicorn a:b'"),
    },
    {
      name: 'redirected',
      files: start("bash -c 'python main.py 2>&1'"),
      finds: [{ at: 'railway.toml:2' }],
      fixed: start("bash -c 'exec python main.py 2>&1'"),
    },
    {
      name: 'double quotes within JSON',
      files: { 'railway.json': '{"deploy":{"startCommand":"sh -c \\"node .\\""}}' },
      finds: [{ at: 'railway.json:1:27' }],
      fixed: { 'railway.json': '{"deploy":{"startCommand":"sh -c \\"exec node .\\""}}' },
    },
    {
      name: 'a variable in front is for a person',
      files: start("sh -c 'HOST=:: node .'"),
      finds: [{ at: 'railway.toml:2' }],
    },
  ],
};
