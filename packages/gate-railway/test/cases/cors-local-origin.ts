import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'a public origin', files: corsService("{ origin: ['https://localhost.example.com'] }") },
    {
      name: 'behind a test for development',
      files: corsService(
        "{ origin: process.env.NODE_ENV === 'production' ? ['https://a.com'] : ['http://localhost:3000'] }",
      ),
    },
    {
      name: 'spread in for development',
      files: corsService("{ origin: ['https://a.com', ...(isDev ? ['http://localhost:3000'] : [])] }"),
    },
    {
      name: 'a whole configuration for development',
      files: webService(
        "import cors from 'cors';\nif (isDev) app.use(cors({ origin: 'http://localhost:3000' }));",
      ),
    },
    {
      name: 'an app of a phone',
      files: corsService("{ origin: ['capacitor://localhost', 'ionic://localhost'] }"),
    },
    {
      name: 'a list that no configuration takes',
      files: webService("export const origins = ['http://localhost:3000']; // cors"),
    },
    { name: 'a variable', files: corsService('{ origin: process.env.ORIGINS }') },
  ],
  ng: [
    {
      name: 'one list for HTTP and sockets',
      files: webService(`import cors from 'cors';
import { Server } from 'socket.io';
const origins = ['https://a.example', 'http://localhost:5173'];
app.use(cors({ origin: origins }));
new Server(http, { cors: { origin: origins } });`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'beside a variable',
      files: corsService("{ origin: ['http://localhost:5173', process.env.FRONTEND_URL] }"),
      finds: [{ at: 'src/main.ts:2:25', says: 'localhost:5173' }],
    },
    {
      name: 'several are one finding',
      files: corsService("{ origin: ['https://a.com', 'http://localhost:3000', 'http://127.0.0.1:3000'] }"),
      finds: [{ at: 'src/main.ts:2', says: 'and 1 more' }],
    },
    {
      name: 'a local network',
      files: corsService("{ origin: 'http://192.168.1.20:3000' }"),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'as a fallback',
      files: corsService("{ origin: process.env.FRONTEND_URL || 'http://localhost:3000' }"),
      finds: [{ at: 'src/main.ts:2', severity: 'info', says: 'FRONTEND_URL' }],
    },
    {
      name: 'a list that is cleaned',
      files: corsService("{ origin: [process.env.A, 'http://localhost:3000'].filter(Boolean) }"),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'socket.io',
      files: webService(
        "import { Server } from 'socket.io';\nnew Server(http, { cors: { origin: 'http://localhost:3000' } });",
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
  ],
};
