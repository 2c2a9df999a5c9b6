import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'wss', files: webService(`new WebSocket('wss://api.example.com');`) },
    {
      name: 'the scheme of the page',
      files: webService(
        `new WebSocket(\`\${location.protocol === 'https:' ? 'wss' : 'ws'}://\${location.host}/x\`);`,
      ),
    },
    {
      name: 'a choice between two addresses',
      traps: ['RLY-WS-001 choice of wss'],
      files:
        webService(`const u = location.protocol === 'https:' ? \`wss://\${location.host}\` : \`ws://\${location.host}\`;
new WebSocket(u);`),
    },
    {
      name: 'a choice in two statements',
      traps: ['RLY-WS-001 choice of wss'],
      files: webService(`let s;
if (secure) s = new WebSocket('wss://a.example.com');
else s = new WebSocket('ws://a.example.com');`),
    },
    {
      name: 'this machine, which other rules report',
      files: webService(`new WebSocket('ws://localhost:8080');`),
    },
    { name: 'the private network', files: webService(`new WebSocket('ws://api.railway.internal:3000');`) },
    {
      name: 'http replaced by ws',
      traps: ['RLY-WS-002 http replaced by ws'],
      files: webService(`new WebSocket(base.replace(/^http/, 'ws'));`),
    },
    {
      name: 'a list of schemes, a check',
      traps: ['RLY-WS-001 list of schemes', 'RLY-WS-001 validator'],
      files: webService(
        `const schemes = ['ws://', 'wss://']; if (url.startsWith('ws://')) x(); new WebSocket(url);`,
      ),
    },
    { name: 'a host that is unknown', files: webService(`new WebSocket(\`ws://\${host}/x\`);`) },
    {
      name: 'development only',
      files: webService(`if (import.meta.env.DEV) new WebSocket('ws://api.example.com');`),
    },
  ],
  ng: [
    {
      name: 'a public host',
      files: webService(`new WebSocket('ws://api.example.com');`),
      finds: [{ at: 'src/main.ts:1:15', says: 'ws://api.example.com' }],
      fixed: { 'src/main.ts': "new WebSocket('wss://api.example.com');" },
    },
    {
      name: 'the host of the page',
      files: webService(`new WebSocket(\`ws://\${window.location.host}/ws\`);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'joined',
      files: webService(`new WebSocket('ws://' + location.host + '/ws');`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'through a constant',
      files: webService(`const url = 'ws://api.example.com:8080';
new WebSocket(url);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'a Railway domain',
      files: webService(`import { io } from 'socket.io-client';
io('ws://a.up.railway.app');`),
      finds: [{ at: 'src/main.ts:2' }],
      fixed: { 'src/main.ts': "import { io } from 'socket.io-client';\nio('wss://a.up.railway.app');" },
    },
    {
      name: 'a fallback',
      files: webService(`new WebSocket(process.env.WS_URL || 'ws://api.example.com:1');`),
      finds: [{ at: 'src/main.ts:1', severity: 'medium' }],
    },
  ],
};
