import type { RuleCases } from '../rule-cases.js';

const service = (lines: string, command = 'node server.js') => ({
  'railway.json': JSON.stringify({ deploy: { startCommand: command } }),
  Dockerfile: `FROM node:22\n${lines}\n`,
});
const script = 'ENTRYPOINT ["/app/docker-entrypoint.sh"]\nCMD ["node", "server.js"]';

export const cases: RuleCases = {
  ok: [
    { name: 'no start command', files: { ...service(script), 'railway.json': '{}' } },
    { name: 'the command calls the script', files: service(script, './docker-entrypoint.sh node server.js') },
    { name: 'the ENTRYPOINT is the server', files: service('ENTRYPOINT ["node", "server.js"]') },
    { name: 'an init program', files: service('ENTRYPOINT ["tini", "--"]\nCMD ["node", "server.js"]') },
    { name: 'only a CMD', files: service('CMD ["./start.sh"]') },
    { name: 'the script of another stage', files: service(`${script}\nFROM node:22\nCMD ["node"]`) },
    { name: 'an empty command', files: service(script, ' ') },
  ],
  ng: [
    {
      name: 'a script',
      files: service(script),
      finds: [{ at: 'railway.json:1:27', says: 'docker-entrypoint.sh' }],
    },
    {
      name: 'behind an init program, inherited',
      files: {
        'railway.toml': '[deploy]\nstartCommand = "node server.js"\n',
        Dockerfile: 'FROM node:22 AS base\nENTRYPOINT ["tini", "--", "./init.sh"]\nFROM base\n',
      },
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'in one environment',
      files: {
        'railway.toml': '[environments.staging.deploy]\nstartCommand = "node x.js"\n',
        Dockerfile: `FROM node:22\nENTRYPOINT ./entrypoint\n`,
      },
      finds: [{ at: 'railway.toml:2' }],
    },
    {
      name: 'in railway.ts',
      files: {
        '.railway/railway.ts':
          'import { service, github } from "railway/iac";\nservice("a", { source: github("a/b"), start: "node x.js" });\n',
        Dockerfile: `FROM node:22\n${script}\n`,
        'package.json': '{}',
      },
      finds: [{ at: '.railway/railway.ts:2' }],
    },
  ],
};
