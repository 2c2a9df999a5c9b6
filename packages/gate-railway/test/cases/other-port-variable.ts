import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'PORT',
      files: webService(`import express from 'express';
const app = express();
app.listen(process.env.PORT || 3000);`),
    },
    {
      name: 'PORT first',
      files: webService(`import express from 'express';
const app = express();
app.listen(process.env.PORT ?? process.env.API_PORT ?? 4000);`),
    },
    {
      name: 'PORT second',
      files: webService(`import express from 'express';
const app = express();
app.listen(process.env.API_PORT ?? process.env.PORT);`),
    },
    {
      name: 'PORT read elsewhere',
      files: webService(
        `import express from 'express';
const app = express();
import './config';
app.listen(process.env.API_PORT);`,
        { 'src/config.ts': 'process.env.API_PORT ??= process.env.PORT;' },
      ),
    },
    {
      name: 'handed on by the start command',
      files: {
        'railway.json': '{"deploy":{"startCommand":"API_PORT=$PORT node src/main.js"}}',
        'src/main.js': `import express from 'express';
const app = express();
app.listen(process.env.API_PORT);`,
      },
    },
    {
      name: 'development only',
      files: webService(`import express from 'express';
const app = express();
if (isDev) app.listen(process.env.API_PORT);`),
    },
    {
      name: 'the port of a database',
      files: webService(`connect({ port: process.env.DB_PORT }); // .listen`),
    },
  ],
  ng: [
    {
      name: 'API_PORT',
      files: webService(`import express from 'express';
const app = express();
app.listen(process.env.API_PORT || 4000);`),
      finds: [{ at: 'src/main.ts:3', says: 'API_PORT' }],
    },
    {
      name: 'without a fallback',
      files: webService(`import express from 'express';
const app = express();
app.listen(Number(process.env.SERVER_PORT));`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'through a constant',
      files: webService(`import express from 'express';
const app = express();
const port = process.env.APP_PORT ?? 1;
app.listen(port);`),
      finds: [{ at: 'src/main.ts:4' }],
    },
    {
      name: 'in an object',
      files: webService(`import http from 'http';
const server = http.createServer();
server.listen({ port: process.env.HTTP_PORT });`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'of another file',
      files: webService(
        `import express from 'express';
const app = express();
import { port } from './config';
app.listen(port);`,
        { 'src/config.ts': 'export const port = process.env.BACKEND_PORT || 1;' },
      ),
      finds: [{ at: 'src/main.ts:4' }],
    },
  ],
};
