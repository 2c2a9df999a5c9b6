import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'no fallback', files: corsService('{ origin: process.env.FRONTEND_URL }') },
    {
      name: 'an origin as the fallback',
      files: corsService("{ origin: process.env.FRONTEND_URL || 'https://a.com' }"),
    },
    { name: 'a fallback that closes', files: corsService('{ origin: process.env.FRONTEND_URL || false }') },
    { name: 'a star without a variable, which another rule reports', files: corsService("{ origin: '*' }") },
    {
      name: 'something else with that fallback',
      files: webService("const pattern = process.env.GLOB || '*';"),
    },
    {
      name: 'a fallback for development',
      files: corsService(
        "{ origin: process.env.NODE_ENV === 'production' ? process.env.F : process.env.F || '*' }",
      ),
    },
  ],
  ng: [
    {
      name: 'a star as the fallback',
      files: corsService("{ origin: process.env.FRONTEND_URL || '*' }"),
      finds: [{ at: 'src/main.ts:2:52', says: 'FRONTEND_URL' }],
    },
    {
      name: 'of the second variable',
      files: corsService("{ origin: process.env.CORS_ORIGIN ?? process.env.CLIENT_URL ?? '*' }"),
      finds: [{ at: 'src/main.ts:2', says: 'CORS_ORIGIN' }],
    },
    {
      name: 'true',
      files: corsService('{ origin: process.env.F || true }'),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'as Socket.IO guides show it',
      files: webService(
        "import { Server } from 'socket.io';\nnew Server(http, { cors: { origin: process.env.CLIENT || '*' } });",
      ),
      finds: [{ at: 'src/main.ts:2', says: 'CLIENT' }],
    },
    {
      name: 'a list as the fallback, where the library takes it',
      files: webService(
        "import c from '@fastify/cors';\napp.register(c, { origin: process.env.O?.split(',') ?? ['*'] });",
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'through a constant of another file',
      files: webService(
        "import cors from 'cors';\nimport { origin } from './env';\napp.use(cors({ origin }));",
        {
          'src/env.ts': "export const origin = process.env.ORIGIN || '*';",
        },
      ),
      finds: [{ at: 'src/env.ts:1' }],
    },
  ],
};
