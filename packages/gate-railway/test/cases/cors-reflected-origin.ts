import type { RuleCases } from '../rule-cases.js';
import { corsService, nginxTemplate, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'a header that is copied after a list was asked',
      files: webService(
        "app.use((req, res, next) => {\n  const origin = req.headers.origin;\n  if (origin && allowed.has(origin)) res.setHeader('Access-Control-Allow-Origin', origin);\n  next();\n});",
      ),
    },
    {
      name: 'a header that is copied unless the function returned',
      files: webService(
        "app.use((req, res, next) => {\n  if (!list.includes(req.headers.origin)) return next();\n  res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\n  next();\n});",
      ),
    },
    {
      name: 'a header after a list was asked, with the answer in a constant',
      files: webService(
        "app.use((req, res, next) => {\n  const origin = req.headers.origin;\n  const isAllowed = list.includes(origin);\n  res.setHeader('Access-Control-Allow-Origin', isAllowed ? origin : '');\n  next();\n});",
      ),
    },
    {
      name: 'a header after a function was asked, under another name',
      files: webService(
        "export function handle(req, res) {\n  const o = req.headers.origin || '';\n  if (!isAllowed(o)) return;\n  res.setHeader('Access-Control-Allow-Origin', o);\n}",
      ),
    },
    {
      name: 'Python: a header after the function left where the origin is not allowed',
      files: {
        'railway.json': '{ "deploy": { "startCommand": "uvicorn main:app" } }',
        'main.py': `from fastapi import FastAPI, Request
app = FastAPI()
def headers_for(request: Request):
    origin = request.headers.get("origin")
    allowed = origin in ALLOWED
    if not allowed:
        return {}
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}
`,
      },
    },
    {
      name: 'Python: the same without a constant between',
      files: {
        'railway.json': '{ "deploy": { "startCommand": "uvicorn main:app" } }',
        'main.py': `from fastapi import FastAPI, Request
app = FastAPI()
def headers_for(request: Request, response):
    origin = request.headers.get("origin")
    if origin not in ALLOWED:
        return
    response.headers["Access-Control-Allow-Origin"] = origin
`,
      },
    },
    {
      name: 'nginx behind a condition on the origin',
      files: nginxTemplate(
        'server { listen ${PORT}; location / { if ($http_origin ~ "^https://a\\.com$") { add_header Access-Control-Allow-Origin $http_origin; } proxy_pass https://b.com; } }',
      ),
    },
    { name: 'a list', files: corsService("{ origin: ['https://a.com'], credentials: true }") },
    { name: 'origin: false', files: corsService('{ origin: false }') },
    {
      name: 'a function that asks a list',
      files: corsService('{ origin: (origin, cb) => cb(null, allowed.includes(origin)), credentials: true }'),
    },
    {
      name: 'a request without an origin, beside a list',
      traps: ['RLY-CORS-002 request without an origin'],
      files: corsService(
        '{ origin(origin, cb) { if (!origin) return cb(null, true); if (allowed.has(origin)) return cb(null, true); cb(new Error("no")); }, credentials: true }',
      ),
    },
    {
      name: "Prisma's select",
      traps: ['RLY-CORS-002 select of Prisma'],
      files: webService('await prisma.call.findMany({ select: { origin: true } }); // cors'),
    },
    {
      name: "multer's callback",
      traps: ['RLY-CORS-002 callback of multer'],
      files: webService('multer({ fileFilter: (req, file, cb) => cb(null, true) }); // cors'),
    },
    {
      name: 'development only',
      files: corsService("{ origin: process.env.NODE_ENV === 'production' ? 'https://a.com' : true }"),
    },
    {
      name: 'a header that is copied after a test',
      files: webService("if (allowed.has(o)) res.setHeader('Access-Control-Allow-Origin', o);"),
    },
  ],
  ng: [
    {
      name: 'Python: a header that is copied where there is an origin at all',
      files: {
        'railway.json': '{ "deploy": { "startCommand": "uvicorn main:app" } }',
        'main.py': `from fastapi import FastAPI, Request
app = FastAPI()
def headers_for(request: Request):
    origin = request.headers.get("origin")
    if not origin:
        return {}
    return {"Access-Control-Allow-Origin": origin, "Access-Control-Allow-Credentials": "true"}
`,
      },
      finds: [{ at: 'main.py:4' }],
    },
    {
      name: 'nginx that copies it, with credentials',
      files: nginxTemplate(
        'server {\n  listen ${PORT};\n  add_header Access-Control-Allow-Origin $http_origin;\n  add_header Access-Control-Allow-Credentials true;\n  location / { proxy_pass https://b.com; }\n}\n',
      ),
      finds: [{ at: 'default.conf.template:3' }],
    },
    {
      name: 'a header that is copied where there is an origin',
      files: webService(
        "app.use((req, res, next) => {\n  const origin = req.headers.origin;\n  if (origin) res.setHeader('Access-Control-Allow-Origin', origin);\n  next();\n});",
      ),
      finds: [{ at: 'src/main.ts:2', severity: 'medium' }],
    },
    {
      name: 'origin: true with credentials',
      files: corsService('{ origin: true, credentials: true }'),
      finds: [{ at: 'src/main.ts:2:24', says: 'with credentials' }],
    },
    {
      name: 'origin: true without credentials',
      files: corsService('{ origin: true }'),
      finds: [{ at: 'src/main.ts:2', severity: 'medium' }],
    },
    {
      name: 'a callback that always says yes',
      files: corsService('{ origin: (origin, callback) => callback(null, true), credentials: true }'),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'a header that is copied',
      files: webService(
        "res.setHeader('Access-Control-Allow-Origin', req.headers.origin);\nres.setHeader('Access-Control-Allow-Credentials', 'true');",
      ),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'a pattern for everything',
      files: corsService('{ origin: /.*/, credentials: true }'),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'NestJS',
      files: webService('app.enableCors({ origin: true, credentials: true });'),
      finds: [{ at: 'src/main.ts:1', says: 'nestjs' }],
    },
  ],
};
