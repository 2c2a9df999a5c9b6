import type { RuleCases } from '../rule-cases.js';

const toml = (command: string) => `[deploy]\nstartCommand = ${JSON.stringify(command)}\n`;
const start = (command: string) => ({ 'railway.toml': toml(command), Dockerfile: 'FROM node:22\n' });
const docker = (line: string) => ({ 'railway.json': '{}', Dockerfile: `FROM node:22\n${line}\n` });

export const cases: RuleCases = {
  ok: [
    {
      name: 'quoted inside sh -c',
      traps: ['RLY-CMD-002 quoted inside sh -c'],
      files: start('/bin/sh -c "cd app && exec node server.js"'),
    },
    { name: 'quoted inside bash -lc', files: start("bash -lc 'HOST=:: node server.js > log'") },
    { name: 'Railpack starts through a shell', files: { 'railway.toml': toml('cd app && node .') } },
    { name: 'an address with &', files: start('node proxy.js http://x.example/?a=1&b=2') },
    { name: 'a quoted operator', files: start("node -e 'a && b; c'") },
    { name: 'a wildcard that the program reads itself', files: start('uvicorn a:b --forwarded-allow-ips=*') },
    { name: 'a variable has another rule', files: start('HOST=:: node . $PORT') },
    { name: 'the exec form of a shell', files: docker('CMD ["sh", "-c", "cd x && node ."]') },
    { name: 'the shell form', files: docker('CMD cd x && node .') },
    { name: 'a CMD for an entrypoint', files: docker('ENTRYPOINT ["/run.sh"]\nCMD ["cd", "x"]') },
  ],
  ng: [
    {
      name: 'a variable in front',
      files: start('HOST=0.0.0.0 node server.js'),
      finds: [{ at: 'railway.toml:2:16', says: 'HOST=' }],
      fixed: { 'railway.toml': toml('/bin/sh -c "HOST=0.0.0.0 node server.js"') },
    },
    {
      name: 'cd',
      files: start('cd app && node server.js'),
      finds: [{ at: 'railway.toml:2', says: 'Dockerfile builds' }],
      fixed: { 'railway.toml': toml('/bin/sh -c "cd app && node server.js"') },
    },
    {
      name: 'two commands',
      files: start('npx prisma migrate deploy && node .'),
      finds: [{ at: 'railway.toml:2', says: '&&' }],
      fixed: { 'railway.toml': toml('/bin/sh -c "npx prisma migrate deploy && node ."') },
    },
    {
      name: 'quotes are for a person',
      files: start('node a.js; echo "x"'),
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'in an environment',
      files: {
        'railway.toml': '[environments.pr.deploy]\nstartCommand = "node . | tee log"\n',
        Dockerfile: 'FROM node:22\n',
      },
      finds: [{ at: 'railway.toml:2' }],
      fixed: {
        'railway.toml': '[environments.pr.deploy]\nstartCommand = "/bin/sh -c \\"node . | tee log\\""\n',
      },
    },
    {
      name: 'the exec form of CMD',
      files: docker('CMD ["npm", "run", "migrate", "&&", "npm", "start"]'),
      finds: [{ at: 'Dockerfile:2:1' }],
    },
    {
      name: 'cd in an ENTRYPOINT',
      files: docker('ENTRYPOINT ["cd", "/app"]'),
      finds: [{ at: 'Dockerfile:2' }],
    },
  ],
};
