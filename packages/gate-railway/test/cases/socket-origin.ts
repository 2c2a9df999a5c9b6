import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'no cookies',
      traps: ['RLY-WS-005 token instead of cookies'],
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ server });
`),
    },
    {
      name: 'verifyClient',
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ server, verifyClient });
res.cookie('sid', id, { httpOnly: true });`),
    },
    {
      name: 'the file looks at the origin',
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ server });
res.cookie('sid', id, { httpOnly: true });
if (!allowed.has(req.headers.origin)) socket.destroy();`),
    },
    {
      name: 'Socket.IO',
      files: webService(`import { Server } from 'socket.io';
new Server(http);
res.cookie('sid', id, { httpOnly: true });`),
    },
    {
      name: 'development only',
      files: webService(`import { WebSocketServer } from 'ws';
if (isDev) new WebSocketServer({ server });
res.cookie('sid', id, { httpOnly: true });`),
    },
  ],
  ng: [
    {
      name: 'cookies in the same file',
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ server });
res.cookie('sid', id, { httpOnly: true });`),
      finds: [{ at: 'src/main.ts:2:1', says: 'Origin' }],
    },
    {
      name: 'cookies in another file',
      files: webService(
        `import { WebSocketServer } from 'ws';
new WebSocketServer({ server });
`,
        { 'src/login.ts': `res.cookie('sid', id, { httpOnly: true });` },
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'a session',
      files: webService(`import session from 'express-session';
import { WebSocketServer } from 'ws';
new WebSocketServer({ server });
app.use(session({ cookie: { secure: true } }));`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'upgrades by hand',
      files: webService(`import { WebSocketServer } from 'ws';
new WebSocketServer({ noServer: true });
res.cookie('sid', id, { httpOnly: true });`),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'the older name',
      files: webService(`import WebSocket from 'ws';
new WebSocket.Server({ server });
res.cookie('sid', id, { httpOnly: true });`),
      finds: [{ at: 'src/main.ts:2' }],
    },
  ],
};
