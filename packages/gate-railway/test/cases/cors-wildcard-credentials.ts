import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'a list with credentials',
      files: corsService("{ origin: ['https://a.com'], credentials: true }"),
    },
    { name: 'a star without credentials', files: corsService("{ origin: '*' }") },
    { name: 'a star with credentials off', files: corsService("{ origin: '*', credentials: false }") },
    {
      name: 'credentials that are computed from the star',
      traps: ['RLY-CORS-001 computed from the star'],
      files: corsService("{ origin: wildcard ? '*' : origins, credentials: !wildcard }"),
    },
    {
      name: 'credentials from the environment',
      files: corsService("{ origin: '*', credentials: !!process.env.C }"),
    },
    {
      name: 'a fallback, which another rule reports',
      files: corsService("{ origin: process.env.F || '*', credentials: true }"),
    },
    {
      name: 'development only',
      files: corsService(
        "{ origin: process.env.NODE_ENV === 'production' ? 'https://a.com' : '*', credentials: true }",
      ),
    },
    {
      name: 'a test',
      files: webService('', {
        'src/a.test.ts': "import cors from 'cors'; cors({ origin: '*', credentials: true })",
      }),
    },
    {
      name: 'a file that nothing loads',
      files: webService('', {
        'src/old.ts': "import cors from 'cors'; cors({ origin: '*', credentials: true })",
      }),
    },
    { name: 'options that may hold an origin', files: corsService('{ ...shared, credentials: true }') },
    { name: 'a comment', files: webService("// cors({ origin: '*', credentials: true })") },
  ],
  ng: [
    {
      name: 'cors',
      files: corsService("{ origin: '*', credentials: true }"),
      finds: [{ at: 'src/main.ts:2:24', says: 'credentials' }],
    },
    {
      name: 'the default with credentials',
      files: corsService('{ credentials: true }'),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'socket.io',
      files: webService(
        "import { Server } from 'socket.io';\nnew Server(http, { cors: { origin: '*', credentials: true } });",
      ),
      finds: [{ at: 'src/main.ts:2', says: 'socket.io' }],
    },
    {
      name: 'headers',
      files: webService(
        "app.use((req, res, next) => {\n  res.setHeader('Access-Control-Allow-Origin', '*');\n  res.setHeader('Access-Control-Allow-Credentials', 'true');\n  next();\n});",
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'fastify takes the star in a list',
      files: webService(
        "import c from '@fastify/cors';\napp.register(c, { origin: ['*'], credentials: true });",
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'options of another file',
      files: webService(
        "import cors from 'cors';\nimport { options } from './options';\napp.use(cors(options));",
        {
          'src/options.ts': "export const options = {\n  origin: '*',\n  credentials: true,\n};",
        },
      ),
      finds: [{ at: 'src/options.ts:2' }],
    },
    {
      name: 'production only',
      files: corsService(
        "{ origin: process.env.NODE_ENV === 'production' ? '*' : 'http://localhost', credentials: true }",
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'where only a Dockerfile says that it is a service',
      projects: ['api', 'web'],
      files: {
        'web/railway.json': '{}',
        'api/Dockerfile': 'FROM node:22\nCMD ["node", "main.js"]\n',
        'api/main.js': "import cors from 'cors';\napp.use(cors({ origin: '*', credentials: true }));",
      },
      finds: [{ at: 'api/main.js:2', severity: 'medium' }],
    },
  ],
};
