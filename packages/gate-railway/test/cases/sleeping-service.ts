import type { RuleCases } from '../rule-cases.js';

const SLEEP = '{"deploy":{"startCommand":"node a.js","sleepApplication":true}}';
const EXPRESS = 'import express from "express";\nconst app = express();\napp.listen(process.env.PORT);\n';
const SOCKET = 'import { WebSocketServer } from "ws";\nnew WebSocketServer({ server });\n';

export const cases: RuleCases = {
  ok: [
    { name: 'a plain web service', files: { 'railway.json': SLEEP, 'a.js': EXPRESS } },
    {
      name: 'it does not sleep',
      files: { 'railway.json': '{"deploy":{"sleepApplication":false}}', 'a.js': SOCKET },
    },
    {
      name: 'previews sleep',
      files: {
        'railway.json': '{"environments":{"pr":{"deploy":{"sleepApplication":true}}}}',
        'a.js': SOCKET,
      },
    },
    {
      name: 'a WebSocket server that is not loaded',
      files: { 'railway.json': SLEEP, 'a.js': EXPRESS, 'b.js': SOCKET },
    },
    {
      name: 'a page about webhooks',
      files: {
        'railway.json': SLEEP,
        'a.js': `${EXPRESS}app.get("/webhooks", (req, res) => res.send("x"));`,
      },
    },
  ],
  ng: [
    {
      name: 'a WebSocket server',
      files: { 'railway.json': SLEEP, 'a.js': SOCKET },
      finds: [{ at: 'railway.json:1:58', says: 'WebSockets' }],
    },
    {
      name: 'a webhook',
      files: {
        'railway.json': SLEEP,
        'a.js': `${EXPRESS}app.post("/api/webhooks/stripe", (req, res) => res.send("x"));`,
      },
      finds: [{ at: 'railway.json:1', says: 'webhooks' }],
    },
    {
      name: 'a schedule',
      files: { 'railway.toml': '[deploy]\ncronSchedule = "0 3 * * *"\nsleepApplication = true\n' },
      finds: [{ at: 'railway.toml:3:20', says: 'schedule' }],
    },
    {
      name: 'production only',
      files: {
        'railway.json': '{"environments":{"production":{"deploy":{"sleepApplication":true}}}}',
        'a.js': SOCKET,
      },
      finds: [{ at: 'railway.json:1' }],
    },
    {
      name: 'a file that the entry imports',
      files: { 'railway.json': SLEEP, 'a.js': 'import "./b.js";', 'b.js': SOCKET },
      finds: [{ at: 'railway.json:1' }],
    },
  ],
};
