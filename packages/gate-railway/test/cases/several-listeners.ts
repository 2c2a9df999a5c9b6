import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'one',
      files: webService(`import http from 'http';
http.createServer().listen(process.env.PORT);
`),
    },
    {
      name: 'the same port twice, in branches',
      files: webService(`import http from 'http';
if (tls) http.createServer().listen(process.env.PORT);
else http.createServer().listen(process.env.PORT);`),
    },
    {
      name: 'one inside',
      files: webService(`import http from 'http';
http.createServer().listen(process.env.PORT);
http.createServer().listen(9090, '127.0.0.1');`),
    },
    {
      name: 'one for development',
      files: webService(`import http from 'http';
http.createServer().listen(process.env.PORT);
if (isDev) http.createServer().listen(9090);`),
    },
    {
      name: 'a socket',
      files: webService(`import http from 'http';
http.createServer().listen(process.env.PORT);
http.createServer().listen('/run/x.sock');`),
    },
    {
      name: 'a start command that is not known',
      files: {
        'railway.json': '{}',
        'a.js': `import http from 'http';
http.createServer().listen(process.env.PORT);
`,
        'b.js': `import http from 'http';
http.createServer().listen(9090);`,
      },
    },
  ],
  ng: [
    {
      name: 'metrics',
      files: webService(`import http from 'http';
http.createServer().listen(process.env.PORT);
http.createServer().listen(9090);`),
      finds: [{ at: 'src/main.ts:3:1', says: 'PORT and 9090' }],
    },
    {
      name: 'another variable',
      files: webService(`import http from 'http';
http.createServer().listen(process.env.PORT);
http.createServer().listen(process.env.METRICS_PORT || 9090);`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'two literals',
      files: webService(`import http from 'http';
http.createServer().listen(1);
http.createServer().listen(2);`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'in another file',
      files: webService(
        `import http from 'http';
http.createServer().listen(process.env.PORT);
import './metrics';`,
        {
          'src/metrics.ts': `import http from 'http';
http.createServer().listen(9090);`,
        },
      ),
      finds: [{ at: 'src/metrics.ts:2' }],
    },
    {
      name: 'a library beside',
      files: webService(`import http from 'http';
import express from 'express';
http.createServer().listen(process.env.PORT);
express().listen(9090);`),
      finds: [{ at: 'src/main.ts:4' }],
    },
  ],
};
