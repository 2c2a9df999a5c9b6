import { describe, expect, it } from 'vitest';

import type { CorsPolicy } from '../src/facts.js';
import { showValue } from '../src/show-value.js';
import { factsOf } from './facts.js';

const FASTAPI =
  'from fastapi import FastAPI\nfrom fastapi.middleware.cors import CORSMiddleware\napp = FastAPI()\n';
const FLASK = 'from flask_cors import CORS, cross_origin\n';

describe('CORS in Python', () => {
  it.each([
    ['fastapi default', `${FASTAPI}app.add_middleware(CORSMiddleware)`],
    [
      'fastapi ["*"] credentials true',
      `${FASTAPI}app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)`,
    ],
    [
      'fastapi ["http://localhost:3000"]',
      `${FASTAPI}origins = ["http://localhost:3000"]\napp.add_middleware(CORSMiddleware, allow_origins=origins)`,
    ],
    [
      'fastapi env ORIGINS else ["*"]',
      `${FASTAPI}import os\napp.add_middleware(CORSMiddleware, allow_origins=os.getenv("ORIGINS", "*").split(","))`,
    ],
    [
      'fastapi pattern https://.*\\.railway\\.app',
      `${FASTAPI}app.add_middleware(CORSMiddleware, allow_origin_regex=r"https://.*\\.railway\\.app")`,
    ],
    [
      'fastapi ["*"] credentials true',
      `${FASTAPI}OPTIONS = {"allow_origins": ["*"], "allow_credentials": True}\napp.add_middleware(CORSMiddleware, **OPTIONS)`,
    ],
    ['fastapi unknown', `${FASTAPI}app.add_middleware(CORSMiddleware, allow_origins=settings.origins)`],
    [
      'fastapi env ORIGINS else ["*"]',
      `${FASTAPI}from config import settings\napp.add_middleware(CORSMiddleware, allow_origins=settings.origins)`,
    ],
    [
      'starlette ["*"]',
      'from starlette.middleware import Middleware\nfrom starlette.middleware.cors import CORSMiddleware\nx = [Middleware(CORSMiddleware, allow_origins=["*"])]',
    ],
    ['flask-cors default', `${FLASK}CORS(app)`],
    ['flask-cors default credentials true', `${FLASK}CORS(app, supports_credentials=True)`],
    ['flask-cors "*"', `${FLASK}CORS(app, resources={r"/api/*": {"origins": "*"}})`],
    ['flask-cors ["https://x.com"]', `${FLASK}CORS(origins=["https://x.com"])`],
    ['flask-cors "*"', `${FLASK}@cross_origin(origins="*")\ndef f():\n    pass`],
    ['quart-cors "*"', 'from quart_cors import cors\napp = cors(app, allow_origin="*")'],
    [
      'python-socketio "*"',
      'import socketio\nsio = socketio.AsyncServer(async_mode="asgi", cors_allowed_origins="*")',
    ],
    ['django-cors-headers "*"', 'CORS_ALLOW_ALL_ORIGINS = True'],
    [
      'django-cors-headers "*" credentials true',
      'CORS_ORIGIN_ALLOW_ALL = True\nCORS_ALLOW_CREDENTIALS = True',
    ],
    ['django-cors-headers ["http://localhost:3000"]', 'CORS_ALLOWED_ORIGINS = ["http://localhost:3000"]'],
    ['django-cors-headers pattern .*', 'CORS_ALLOWED_ORIGIN_REGEXES = [r".*"]'],
    ['development django-cors-headers unknown', 'CORS_ALLOW_ALL_ORIGINS = DEBUG'],
    ['development django-cors-headers "*"', 'if DEBUG:\n    CORS_ALLOW_ALL_ORIGINS = True'],
    [
      'headers "*" credentials "true" novary',
      'def f(response):\n    response.headers["Access-Control-Allow-Origin"] = "*"\n    response.headers["Access-Control-Allow-Credentials"] = "true"',
    ],
    [
      'headers reflected vary',
      'def f(request, response):\n    origin = request.headers.get("Origin")\n    response.headers.add("Access-Control-Allow-Origin", origin)\n    response.headers["Vary"] = "Origin"',
    ],
    [
      'headers unknown novary',
      'def f(request, response):\n    origin = request.headers.get("Origin")\n    if origin in ALLOWED:\n        response["Access-Control-Allow-Origin"] = origin',
    ],
    [
      'headers suffix ".up.railway.app" novary',
      'def f(request, response):\n    origin = request.META.get("HTTP_ORIGIN")\n    if origin.endswith(".up.railway.app"):\n        response["Access-Control-Allow-Origin"] = origin',
    ],
    [
      'headers "*" novary',
      'class H:\n    def get(self):\n        self.send_header("Access-Control-Allow-Origin", "*")',
    ],
    ['headers "*" novary', 'return_value = Response(headers={"Access-Control-Allow-Origin": "*"})'],
  ])('%s', async (expected, code) => {
    expect(await cors(code)).toEqual([expected]);
  });

  it('are two where a pattern stands beside a list', async () => {
    const code = `${FASTAPI}app.add_middleware(CORSMiddleware, allow_origins=["https://x.com"], allow_origin_regex=".*")`;
    expect(await cors(code)).toEqual(['fastapi ["https://x.com"]', 'fastapi pattern .*']);
  });

  it.each([
    ['another middleware', `${FASTAPI}app.add_middleware(GZipMiddleware, minimum_size=1)`],
    ['a function of the workspace with the name', 'from own import CORS\nCORS(app, origins="*")'],
    ['a socket server without them', 'import socketio\nsocketio.AsyncServer()'],
    ['a setting that is off', 'CORS_ALLOW_ALL_ORIGINS = False'],
    ['a comment', '# CORS_ALLOW_ALL_ORIGINS = True'],
    ['a text', 'x = """CORS_ALLOW_ALL_ORIGINS = True"""'],
  ])('are none in %s', async (_name, code) => {
    expect(await cors(code)).toEqual([]);
  });
});

async function cors(code: string): Promise<string[]> {
  const config =
    'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    origins: list[str] = ["*"]\nsettings = Settings()\n';
  return (await factsOf({ 'app/main.py': code, 'app/config.py': config })).cors.map(show);
}

function show({ framework, guard, origin, credentials, vary }: CorsPolicy): string {
  const text =
    origin.kind === 'match' && (origin.how === 'pattern' ? origin.text : JSON.stringify(origin.text));
  const what =
    origin.kind === 'value'
      ? showValue(origin.value)
      : origin.kind === 'match'
        ? `${origin.how} ${text}`
        : origin.kind;
  return [
    ...(guard === 'always' ? [] : [guard]),
    framework,
    what,
    ...(credentials ? [`credentials ${showValue(credentials)}`] : []),
    ...(vary === undefined ? [] : [vary ? 'vary' : 'novary']),
  ].join(' ');
}
