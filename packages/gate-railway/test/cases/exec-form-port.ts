import type { RuleCases } from '../rule-cases.js';

const start = (command: string) => `[deploy]\nstartCommand = ${JSON.stringify(command)}\n`;
const docker = (lines: string) => ({ 'railway.json': '{}', Dockerfile: `FROM python:3\n${lines}\n` });

export const cases: RuleCases = {
  ok: [
    {
      name: 'two services that share the Dockerfile, both with a start command',
      files: {
        'railway.a.json': '{ "deploy": { "startCommand": "node a.js" } }',
        'railway.b.toml': start('node b.js'),
        Dockerfile: 'FROM x\nCMD ["a", "$PORT"]\n',
        'package.json': '{}',
      },
    },
    {
      name: 'a start command of railway.ts',
      files: {
        '.railway/railway.ts':
          'import { service, github } from "railway/iac";\nservice("a", { source: github("a/b"), start: "node a.js" });\n',
        Dockerfile: 'FROM x\nCMD ["a", "$PORT"]\n',
        'package.json': '{}',
      },
    },
    {
      name: 'a brace that is never closed, an escaped dollar',
      files: docker('CMD ["a", "${PORT", "\\\\$PORT"]'),
    },
    {
      name: 'Railpack starts through a shell',
      traps: ['RLY-CMD-001 Railpack starts through a shell'],
      files: { 'railway.toml': start('uvicorn a:b --port $PORT') },
    },
    {
      name: 'Nixpacks, the Dockerfile in another folder',
      files: {
        'railway.toml': `[build]\nbuilder = "NIXPACKS"\n${start('a $PORT')}`,
        'db/Dockerfile': 'FROM postgres\n',
      },
    },
    {
      name: 'sh -c in the start command',
      files: {
        'railway.toml': start('/bin/sh -c "exec uvicorn a:b --port $PORT"'),
        Dockerfile: 'FROM python:3\n',
      },
    },
    {
      name: 'bash -lc behind an init',
      files: { 'railway.toml': start("tini -- bash -lc 'a $PORT'"), Dockerfile: 'FROM python:3\n' },
    },
    {
      name: 'a start command without variables',
      files: { 'railway.toml': start('node server.js'), Dockerfile: 'FROM node:22\n' },
    },
    { name: 'the shell form of CMD', files: docker('CMD uvicorn a:b --port ${PORT:-8000}') },
    {
      name: 'sh -c in the exec form',
      traps: ['RLY-DOCK-005 sh -c'],
      files: docker('CMD ["sh", "-c", "uvicorn a:b --port $PORT"]'),
    },
    {
      name: 'an entrypoint that is a shell',
      files: docker('ENTRYPOINT ["/bin/bash", "-c"]\nCMD ["a $PORT"]'),
    },
    {
      name: 'single quotes make no array, so it is the shell form',
      files: docker("CMD ['a', '--port', '$PORT']"),
    },
    {
      name: 'a CMD that a start command replaces',
      files: { 'railway.toml': start('node server.js'), Dockerfile: 'FROM node:22\nCMD ["a", "$PORT"]\n' },
    },
    { name: 'an earlier CMD and another stage', files: docker('CMD ["a", "$PORT"]\nCMD ["a"]') },
    { name: 'another variable in CMD', files: docker('CMD ["a", "$HOME"]') },
    { name: 'a comment', files: docker('# CMD ["a", "$PORT"]\nCMD ["a"]') },
  ],
  ng: [
    {
      name: 'a shell in quotes that does not run',
      files: { 'railway.toml': start('a --title "run sh -c it" $PORT'), Dockerfile: 'FROM x\n' },
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'once for two services that share the Dockerfile, one with a start command',
      files: {
        'railway.a.json': '{ "deploy": { "healthcheckPath": "/h" } }',
        'railway.b.toml': start('node b.js'),
        Dockerfile: 'FROM x\nCMD ["a b", "$PORT"]\n',
        'package.json': '{}',
      },
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'a Dockerfile beside a file that only has Railway in its name',
      files: { 'railway-stations.json': '{}', Dockerfile: 'FROM x\nCMD ["a b", "$PORT"]\n' },
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'a start command under a Dockerfile',
      files: {
        'api/railway.toml': start('uvicorn a:b --host 0.0.0.0 --port $PORT'),
        'api/Dockerfile': 'FROM python:3\n',
      },
      finds: [{ at: 'api/railway.toml:2:16', says: 'api/Dockerfile builds the service' }],
      fixed: { 'api/railway.toml': start('/bin/sh -c "exec uvicorn a:b --host 0.0.0.0 --port $PORT"') },
    },
    {
      name: 'the Dockerfile wins over the builder Nixpacks',
      traps: ['RLY-CMD-001 Dockerfile beside the builder NIXPACKS'],
      files: {
        'railway.json': '{ "build": { "builder": "NIXPACKS" }, "deploy": { "startCommand": "a ${PORT}" } }',
        Dockerfile: 'FROM python:3\n',
      },
      finds: [{ at: 'railway.json:1' }],
      fixed: {
        'railway.json':
          '{ "build": { "builder": "NIXPACKS" }, "deploy": { "startCommand": "/bin/sh -c \\"exec a ${PORT}\\"" } }',
      },
    },
    {
      name: 'several commands are wrapped without exec',
      files: {
        'railway.toml': `[build]\nbuilder = "dockerfile"\n${start('migrate && a --port $PORT')}`,
        Dockerfile: 'FROM x\n',
      },
      finds: [{ at: 'railway.toml:4' }],
      fixed: {
        'railway.toml': `[build]\nbuilder = "dockerfile"\n${start('/bin/sh -c "migrate && a --port $PORT"')}`,
      },
    },
    {
      name: 'quotes inside are for a person',
      files: { 'railway.toml': start('a --x "y" $PORT'), Dockerfile: 'FROM x\n' },
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'in an environment',
      files: {
        'railway.toml': "[environments.pr.deploy]\nstartCommand = 'a $PORT'\n",
        Dockerfile: 'FROM x\n',
      },
      finds: [{ at: 'railway.toml:2' }],
      fixed: { 'railway.toml': '[environments.pr.deploy]\nstartCommand = "/bin/sh -c \\"exec a $PORT\\""\n' },
    },
    {
      name: 'the exec form of CMD over two lines',
      files: docker('CMD ["uvicorn", "a:b", \\\n  # the port\n  "--port", "$PORT"]'),
      finds: [{ at: 'Dockerfile:2:1' }],
      fixed: { Dockerfile: 'FROM python:3\nCMD ["/bin/sh", "-c", "exec uvicorn a:b --port $PORT"]\n' },
    },
    {
      name: 'with another escape character',
      files: {
        'railway.json': '{}',
        Dockerfile: '# escape=`\nFROM python:3\nCMD ["a", `\n "--port=${PORT:-80}"]\n',
      },
      finds: [{ at: 'Dockerfile:3' }],
      fixed: {
        Dockerfile: '# escape=`\nFROM python:3\nCMD ["/bin/sh", "-c", "exec a --port=${PORT:-80}"]\n',
      },
    },
    {
      name: 'a word that needs quotes is for a person',
      files: docker('CMD ["a b", "$PORT"]'),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'the ENTRYPOINT',
      files: docker('ENTRYPOINT ["a", "-p", "$PORT"]'),
      finds: [{ at: 'Dockerfile:2' }],
      fixed: { Dockerfile: 'FROM python:3\nENTRYPOINT ["/bin/sh", "-c", "exec a -p $PORT"]\n' },
    },
    {
      name: 'a CMD for an entrypoint script, which may expand it',
      traps: ['RLY-DOCK-005 entrypoint script'],
      files: docker('ENTRYPOINT ["/docker-entrypoint.sh"]\nCMD ["a", "$PORT"]'),
      finds: [{ at: 'Dockerfile:3', severity: 'info' }],
    },
  ],
};
