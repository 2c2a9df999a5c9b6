import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

const SET = "res.setHeader('Access-Control-Allow-Origin', req.headers.origin);";

export const cases: RuleCases = {
  ok: [
    {
      name: 'Vary beside it',
      files: webService(`function f(req, res) {\n  ${SET}\n  res.setHeader('Vary', 'Origin');\n}`),
    },
    { name: 'res.vary', files: webService(`function f(req, res) {\n  res.vary('Origin');\n  ${SET}\n}`) },
    {
      name: 'a constant',
      files: webService("res.setHeader('Access-Control-Allow-Origin', 'https://a.com');"),
    },
    {
      name: 'a variable',
      files: webService("res.setHeader('Access-Control-Allow-Origin', process.env.FRONTEND_URL);"),
    },
    { name: 'a star', files: webService("res.setHeader('Access-Control-Allow-Origin', '*');") },
    { name: 'a library', traps: ['RLY-CORS-010 library'], files: corsService('{ origin: true }') },
  ],
  ng: [
    {
      name: 'after a list was asked',
      files: webService(
        "app.use((req, res) => {\n  if (list.has(req.headers.origin)) res.set('Access-Control-Allow-Origin', req.headers.origin);\n});",
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
    { name: 'copied', files: webService(SET), finds: [{ at: 'src/main.ts:1:1', says: 'Vary' }] },
    {
      name: 'with another Vary',
      files: webService(`function f(req, res) {\n  ${SET}\n  res.setHeader('Vary', 'Accept');\n}`),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'Vary in another function',
      files: webService(
        `function f(req, res) {\n  ${SET}\n}\nfunction g(req, res) {\n  res.vary('Origin');\n}`,
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'res.header',
      files: webService("res.header('access-control-allow-origin', req.get('origin'));"),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'res.set',
      files: webService("res.set('Access-Control-Allow-Origin', req.headers.origin);"),
      finds: [{ at: 'src/main.ts:1' }],
    },
  ],
};
