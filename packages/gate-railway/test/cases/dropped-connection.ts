import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

const STREAM =
  "app.get('/events', (req, res) => {\n  res.setHeader('Content-Type', 'text/event-stream');\n  clients.add(res);\n  req.on('close', () => clients.delete(res));\n";
const page = (code: string) => webService('', { 'src/live.ts': code });

export const cases: RuleCases = {
  ok: [
    {
      name: 'a handler that connects again',
      files: page(
        'function connect() {\n  const s = new WebSocket(url);\n  s.onclose = () => setTimeout(connect, 1000);\n}\n',
      ),
    },
    {
      name: 'a listener that starts it again',
      files: page(
        "function open() {\n  const s = new WebSocket(url);\n  s.addEventListener('close', () => { open(); });\n}\n",
      ),
    },
    {
      name: 'a name that says so',
      files: page('const s = new WebSocket(url);\ns.onclose = scheduleReconnect;\n'),
    },
    {
      name: 'clients that connect again by themselves',
      traps: ['RLY-WS-008 clients that reconnect'],
      files: page(
        "import { io } from 'socket.io-client';\nimport WebSocket from 'partysocket/ws';\nio(url);\nnew EventSource('/events');\nnew WebSocket(url);\n",
      ),
    },
    { name: 'a test', files: webService('', { 'src/live.test.ts': 'new WebSocket(url);' }) },
    {
      name: 'development only',
      files: page("if (process.env.NODE_ENV !== 'production') new WebSocket(url);"),
    },
    {
      name: 'a server',
      files: webService("import { WebSocketServer } from 'ws';\nnew WebSocketServer({ server });"),
    },
    {
      name: 'a stream with a heartbeat',
      files: webService(`${STREAM}  setInterval(() => res.write(': ping\\n\\n'), 30000);\n});`),
    },
    {
      name: 'one question and its answer',
      files: page(
        'export const ask = (q) => new Promise((resolve) => {\n  const s = new WebSocket(url);\n  s.onclose = () => resolve(text);\n});\n',
      ),
    },
    {
      name: 'a question that other handlers answer',
      files: page(
        'export const ask = () => new Promise((resolve) => {\n  const s = new WebSocket(url);\n  s.onmessage = (e) => { s.close(); resolve(e.data); };\n});\n',
      ),
    },
    {
      name: 'a stream that another function writes',
      files: webService(`${STREAM}  subscribe(account, res);\n});`),
    },
    {
      name: 'a stream that ends',
      files: webService(`${STREAM}  job.subscribe((part) => res.write(part), () => res.end());\n});`),
    },
    {
      name: 'the answer of a model',
      files: webService(
        "app.post('/chat', async (req, res) => {\n  res.setHeader('Content-Type', 'text/event-stream');\n  for await (const part of answer) res.write(part);\n  res.end();\n});",
      ),
    },
  ],
  ng: [
    {
      name: 'a socket and nothing else',
      files: page("const socket = new WebSocket('wss://live.acme.io');\nsocket.onmessage = show;\n"),
      finds: [{ at: 'src/live.ts:1:16', says: 'connect again' }],
    },
    {
      name: 'a handler that only says so',
      files: page("const s = new WebSocket(url);\ns.onclose = () => console.log('closed');\n"),
      finds: [{ at: 'src/live.ts:1' }],
    },
    {
      name: 'ws, with several of them',
      files: page(
        "import WebSocket from 'ws';\nconst a = new WebSocket(one);\nconst b = new WebSocket(two);\n",
      ),
      finds: [{ at: 'src/live.ts:2' }],
    },
    {
      name: 'Vue',
      files: webService('', { 'src/Live.vue': '<script setup>\nconst s = new WebSocket(url);\n</script>\n' }),
      finds: [{ at: 'src/Live.vue:2' }],
    },
    {
      name: 'a stream that waits',
      files: webService(`${STREAM}});`),
      finds: [{ at: 'src/main.ts:2', says: 'five minutes' }],
    },
    {
      name: 'a stream of writeHead',
      files: webService(
        "http.createServer((req, res) => {\n  res.writeHead(200, { 'Content-Type': 'text/event-stream', Connection: 'keep-alive' });\n  req.on('close', () => stop());\n});",
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
  ],
};
