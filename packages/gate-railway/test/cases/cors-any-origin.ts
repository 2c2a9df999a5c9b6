import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'one origin', files: corsService("{ origin: 'https://a.com' }") },
    { name: 'a variable', files: corsService('{ origin: process.env.FRONTEND_URL }') },
    { name: 'a function', files: corsService('{ origin: check }') },
    { name: 'options that are computed', files: corsService('options()') },
    {
      name: 'with credentials, which another rule reports',
      files: corsService("{ origin: '*', credentials: true }"),
    },
    {
      name: 'development only',
      files: webService(
        "import cors from 'cors';\nif (process.env.NODE_ENV !== 'production') app.use(cors());",
      ),
    },
    { name: 'a function of that name', files: webService("import { cors } from './own';\ncors();") },
    { name: 'elsewhere than in CORS', files: webService("const any = { origin: '*' };") },
  ],
  ng: [
    {
      name: 'a header in every handler is one finding',
      files: webService(
        "res.setHeader('Access-Control-Allow-Origin', '*');\nres.setHeader('Access-Control-Allow-Origin', '*');",
      ),
      finds: [{ at: 'src/main.ts:1', says: '1 more' }],
    },
    { name: 'the default', files: corsService(''), finds: [{ at: 'src/main.ts:2:9', says: 'default' }] },
    { name: 'a star', files: corsService("{ origin: '*' }"), finds: [{ at: 'src/main.ts:2:24' }] },
    {
      name: 'NestJS',
      files: webService('app.enableCors();'),
      finds: [{ at: 'src/main.ts:1', says: 'nestjs' }],
    },
    {
      name: 'hono',
      files: webService("import { cors } from 'hono/cors';\napp.use('/api/*', cors());"),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'a header',
      files: webService("res.header('Access-Control-Allow-Origin', '*');"),
      finds: [{ at: 'src/main.ts:1', says: 'headers' }],
    },
    {
      name: 'socket.io through a constant',
      files: webService(
        "import { Server } from 'socket.io';\nconst cors = { origin: '*' };\nnew Server(http, { cors });",
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
  ],
};
