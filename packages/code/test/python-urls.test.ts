import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import { factsOf } from './facts.js';

describe('addresses in Python', () => {
  it.each([
    [
      'request requests.get "http://localhost:8000/api"',
      'import requests\nrequests.get("http://localhost:8000/api")',
    ],
    [
      'request BASE "http://localhost:8000"',
      'import httpx\nBASE = "http://localhost:8000"\nhttpx.get(f"{BASE}/api")',
    ],
    ['assignment BASE "http://localhost:8000"', 'BASE = "http://localhost:8000"'],
    [
      'assignment base "http://localhost:8000"',
      'import requests\ndef load(path, base="http://localhost:8000"):\n    return requests.get(base + path)',
    ],
    [
      'assignment base "http://localhost:8000"',
      'import httpx\ndef load(base: str = "http://localhost:8000"):\n    return httpx.get(base)',
    ],
    ['assignment BASE ["http://", ?host, ":8000"]', 'BASE = f"http://{host}:8000"'],
    ['assignment BASE "http://localhost:8000"', 'BASE = "http://localhost:8000".rstrip("/")'],
    [
      'fallback API_URL "http://localhost:5000"',
      'import os\napi = os.getenv("API_URL", "http://localhost:5000")',
    ],
    [
      'fallback API_URL "http://localhost:5000"',
      'import os\napi = os.environ.get("API_URL") or "http://localhost:5000"',
    ],
    [
      'fallback ORIGINS "http://a,http://b"',
      'import os\norigins = os.getenv("ORIGINS", "http://a,http://b").split(",")',
    ],
    [
      'fallback API_URL "http://localhost:5000"',
      'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    api_url: str = "http://localhost:5000"',
    ],
    [
      'fallback API "http://localhost:5000"',
      'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    api_url: str = Field("http://localhost:5000", alias="API")',
    ],
    ['assignment api_url "http://localhost:5000"', 'class Config:\n    api_url = "http://localhost:5000"'],
    [
      'request base_url "http://localhost:3001"',
      'import httpx\nclient = httpx.AsyncClient(base_url="http://localhost:3001")',
    ],
    [
      'request aiohttp.ClientSession.get "http://localhost:1"',
      'import aiohttp\nasync def f():\n    async with aiohttp.ClientSession() as session:\n        await session.get("http://localhost:1")',
    ],
    ['request self.client.post "http://localhost:1"', 'self.client.post("http://localhost:1")'],
    [
      'request sqlalchemy.create_engine "postgresql+psycopg://localhost/x"',
      'from sqlalchemy import create_engine\ncreate_engine("postgresql+psycopg://localhost/x")',
    ],
    [
      'request redis.from_url "redis://localhost:6379"',
      'import redis\nredis.from_url("redis://localhost:6379")',
    ],
    [
      'websocket websockets.connect "ws://localhost:1"',
      'import websockets\nwebsockets.connect("ws://localhost:1")',
    ],
    [
      'development request requests.get "http://localhost:1/"',
      'import requests\nif settings.DEBUG:\n    requests.get("http://localhost:1/")',
    ],
    [
      'argument Origin "http://localhost:1"',
      'import requests\nrequests.get(url, headers={"Origin": "http://localhost:1"})',
    ],
    ['assignment url ["http://localhost:1", ?url]', 'url = f"http://localhost:1{url}"'],
    [
      'fallback URLS "http://localhost:1"',
      'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    urls: list[str] = ["http://localhost:1"]',
    ],
    [
      'fallback URLS "http://a,http://b"',
      'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    urls: str = (\n        "http://a,"\n        "http://b"\n    )',
    ],
    ['assignment host "api.railway.internal"', 'host = "api.railway.internal"'],
    ['assignment url "http://localhost:1"', 'def f(url="http://localhost:1"):\n    pass'],
    [
      'argument redirect "https://x-production.up.railway.app"',
      'redirect("https://x-production.up.railway.app")',
    ],
  ])('%s', async (expected, code) => {
    expect(await urls({ 'src/main.py': code })).toEqual([expected]);
  });

  it('count in development where the settings of a stage hold them', async () => {
    expect(await urls({ 'app/settings/local.py': 'API = "http://localhost:1"' })).toEqual([
      'development assignment API "http://localhost:1"',
    ]);
  });

  it.each([
    ['a comment', '# http://localhost:3000\nrequests = 1'],
    ['a docstring', 'def f():\n    "http://localhost:3000"\n    """http://localhost:3000"""'],
    ['a log', 'logger.info("http://localhost:3000")\nself.log.info(f"http://localhost:{port}")'],
    ['a print', 'print("http://localhost:3000")'],
    ['an error', 'raise ValueError("http://localhost:3000")'],
    ['a comparison', 'if origin == "http://localhost:3000": x()'],
    ['a membership', 'if origin in ["http://localhost:3000"]: x()'],
    ['a test of a text', 'url.startswith("http://localhost")'],
    ['a replacement', 'url.replace("postgres://", "postgresql://")'],
    ['an example', 'x = Field(..., examples=["http://localhost:3000"], description="http://localhost")'],
    ['prose', 'help = "See http://localhost:3000 for more"'],
  ])('are none in %s', async (_name, code) => {
    expect(await urls({ 'src/main.py': code })).toEqual([]);
  });
});

async function urls(files: Readonly<Record<string, string>>): Promise<string[]> {
  const found = (await factsOf(files)).urls;
  return found.map(({ guard, role, name, value }) =>
    [...(guard === 'always' ? [] : [guard]), role, name, showValue(value)].join(' '),
  );
}
