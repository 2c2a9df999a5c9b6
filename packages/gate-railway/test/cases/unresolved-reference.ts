import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

const REFERENCE = '${{api.RAILWAY_PUBLIC_DOMAIN}}';
const env = (name: string, text = `API_URL=https://${REFERENCE}`) => webService('', { [name]: `${text}\n` });

export const cases: RuleCases = {
  ok: [
    {
      name: 'railway.ts',
      traps: ['RLY-URL-014 railway.ts'],
      files: {
        '.railway/railway.ts': `import { service } from "railway/iac";\nservice("web", { env: { API_URL: "https://${REFERENCE}" } });\n`,
      },
    },
    { name: 'an example', traps: ['RLY-URL-014 .env.example'], files: env('.env.example') },
    { name: 'a template of the environment', files: env('.env.railway.template') },
    { name: 'for development', files: env('.env.development') },
    { name: 'a comment of a file', files: env('.env.production', `# A=${REFERENCE}`) },
    { name: 'a comment in code', files: webService(`// API_URL=https://${REFERENCE}\nfetch(url);`) },
    { name: 'a template of the language', files: webService('fetch(`https://${api.host}/x`);') },
    {
      name: 'help that a command prints',
      files: webService(`console.log('Set API_URL=https://${REFERENCE} in Railway');`),
    },
    {
      name: 'GitHub',
      files: webService('', {
        '.github/workflows/ci.yml':
          'on: push\njobs:\n  a:\n    env:\n      A: ${{ secrets.RAILWAY_TOKEN }}\n',
      }),
    },
    {
      name: 'a Dockerfile that is about something else',
      files: webService('', {
        Dockerfile: 'FROM node:22\nARG PORT=3000\nEXPOSE ${PORT}\nCMD node dist/main.js\n',
      }),
    },
  ],
  ng: [
    {
      name: 'a request',
      files: webService(`fetch('https://${REFERENCE}/v1');`),
      finds: [{ at: 'src/main.ts:1:7' }],
    },
    {
      name: 'the fallback of a variable',
      files: webService(`const url = process.env.API_URL || 'https://${REFERENCE}';\nfetch(url);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'Python',
      files: {
        'railway.json': '{"deploy":{"startCommand":"python main.py"}}',
        'main.py': `import os\nimport requests\nrequests.get("https://${REFERENCE}/v1")\n`,
      },
      finds: [{ at: 'main.py:3' }],
    },
    {
      name: 'railway.json',
      files: { 'railway.json': '{\n  "deploy": { "startCommand": "node a.js --port ${{PORT}}" }\n}\n' },
      finds: [{ at: 'railway.json:2', says: 'deploy.startCommand' }],
    },
    {
      name: 'railway.toml',
      files: { 'railway.toml': '[deploy]\nstartCommand = "node a.js"\n[env]\nPORT = "${{PORT}}"\n' },
      finds: [{ at: 'railway.toml:4', says: 'env.PORT' }],
    },
    {
      name: 'a Dockerfile',
      files: webService('', {
        Dockerfile: `FROM node:22\nENV API_URL=https://${REFERENCE}\nCMD node dist/main.js\n`,
      }),
      finds: [{ at: 'Dockerfile:2' }],
    },
    {
      name: 'a file that the build reads',
      files: env('.env.production'),
      finds: [{ at: '.env.production:1:9' }],
    },
    { name: 'a plain one', files: env('web/.env'), finds: [{ at: 'web/.env:1:9', severity: 'medium' }] },
  ],
};
