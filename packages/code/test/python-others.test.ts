import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import { factsOf } from './facts.js';

const FASTAPI = 'from fastapi import FastAPI, APIRouter, Depends\napp = FastAPI()\n';
const FLASK = 'from flask import Flask, Blueprint, redirect\napp = Flask(__name__)\n';

describe('WebSocket servers in Python', () => {
  it.each([
    ['fastapi port=-', `${FASTAPI}@app.websocket("/ws")\nasync def ws(socket):\n    pass`],
    [
      'fastapi port=- checked',
      `${FASTAPI}@app.websocket("/ws")\nasync def ws(socket):\n    if socket.headers.get("origin") not in A:\n        return`,
    ],
    ['socket.io port=- checked', 'import socketio\nsio = socketio.AsyncServer()'],
    ['socket.io port=-', 'import socketio\nsio = socketio.AsyncServer(cors_allowed_origins="*")'],
    [
      'socket.io port=- checked adapter',
      'import socketio\nsio = socketio.AsyncServer(client_manager=socketio.AsyncRedisManager(url))',
    ],
    [
      'flask-socketio port=- checked adapter',
      'from flask_socketio import SocketIO\nsocketio = SocketIO(app, message_queue=url)',
    ],
    ['websockets port=8765', 'import websockets\nwebsockets.serve(handler, "0.0.0.0", 8765)'],
    [
      'websockets port=1 checked',
      'from websockets.asyncio.server import serve\nserve(handler, "", 1, origins=["https://x.com"])',
    ],
    ['tornado port=- checked', 'class H(tornado.websocket.WebSocketHandler):\n    pass'],
    [
      'tornado port=-',
      'class H(tornado.websocket.WebSocketHandler):\n    def check_origin(self, origin):\n        return True',
    ],
    [
      'channels port=- checked adapter',
      'from channels.routing import ProtocolTypeRouter\nx = ProtocolTypeRouter({"websocket": AllowedHostsOriginValidator(y)})',
    ],
  ])('%s', async (expected, code) => {
    const { sockets } = await factsOf({ 'src/main.py': code });
    const shown = sockets.map(({ library, port, originChecked, hasAdapter }) =>
      [
        library,
        `port=${showValue(port)}`,
        ...(originChecked ? ['checked'] : []),
        ...(hasAdapter ? ['adapter'] : []),
      ].join(' '),
    );
    expect(shown).toEqual([expected]);
  });

  it('are none in a client', async () => {
    const code =
      'import socketio, websockets\nsocketio.Client().connect("ws://x")\nwebsockets.connect("ws://x")';
    expect((await factsOf({ 'a.py': code })).sockets).toEqual([]);
  });
});

describe('routes in Python', () => {
  it.each([
    [['GET /health'], `${FASTAPI}@app.get("/health")\ndef f():\n    return 1`],
    [
      ['GET /v1/api/health'],
      `${FASTAPI}router = APIRouter(prefix="/api")\n@router.get("/health")\ndef f():\n    return 1\napp.include_router(router, prefix="/v1")`,
    ],
    [
      ['GET /api'],
      'from fastapi import APIRouter\nrouter = APIRouter(prefix="/api")\n@router.get("")\ndef f():\n    return 1',
    ],
    [
      ['GET '],
      'from fastapi import APIRouter\nrouter = APIRouter(prefix=make())\n@router.get("/health")\ndef f():\n    return 1',
    ],
    [
      ['GET /health verify user'],
      `${FASTAPI}@app.get("/health", dependencies=[Depends(verify)])\ndef f(u=Depends(user)):\n    return 1`,
    ],
    [['GET /health'], `${FLASK}@app.route("/health")\ndef f():\n    return 1`],
    [
      ['GET /health login_required', 'POST /health login_required'],
      `${FLASK}@app.route("/health", methods=["GET", "POST"])\n@login_required\ndef f():\n    return 1`,
    ],
    [
      ['GET /api/health'],
      `${FLASK}bp = Blueprint("x", __name__, url_prefix="/api")\n@bp.get("/health")\ndef f():\n    return 1`,
    ],
    [['GET /health redirects'], `${FLASK}@app.get("/health")\ndef f():\n    "doc"\n    return redirect("/")`],
    [['GET /health'], `${FASTAPI}app.add_api_route("/health", f)`],
    [['GET /health'], 'from aiohttp import web\napp = web.Application()\napp.router.add_get("/health", f)'],
    [
      ['ANY /health/', 'ANY /api/x'],
      'urlpatterns = [path("health/", f), path("api/", include([re_path(r"^x$", g)])), path("", include("b.urls"))]',
    ],
    [['ANY /health/ login_required'], 'urlpatterns = [path("health/", login_required(f))]'],
  ])('%j', async (expected, code) => {
    const { routes } = await factsOf({ 'src/main.py': code });
    const shown = routes.map((route) =>
      [route.method, route.path ?? '', ...(route.redirects ? ['redirects'] : []), ...route.with].join(' '),
    );
    expect(shown).toEqual(expected);
  });

  it('are none where a client or a dictionary is asked', async () => {
    const code =
      'import requests\nrequests.get("/health")\nx.get("/health")\n@cache.get("/x")\ndef f():\n    pass';
    expect((await factsOf({ 'a.py': code })).routes).toEqual([]);
  });
});

describe('cookies and clients in Python', () => {
  it.each([
    [['sid "none" true'], 'response.set_cookie("sid", v, samesite="none", secure=True)'],
    [['sid "lax" -'], 'response.set_cookie(key="sid", value=v, samesite="lax")'],
    [['SESSION_COOKIE "None" false'], 'SESSION_COOKIE_SAMESITE = "None"\nSESSION_COOKIE_SECURE = False'],
    [['SESSION_COOKIE "None" -'], 'app.config["SESSION_COOKIE_SAMESITE"] = "None"\n# settings'],
    [
      ['SESSION_COOKIE "Lax" true', 'CSRF_COOKIE - true'],
      'app.config.update(SESSION_COOKIE_SAMESITE="Lax", SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)',
    ],
    [
      ['undefined "none" true'],
      'app.add_middleware(SessionMiddleware, secret_key=k, same_site="none", https_only=True)\n# cookie',
    ],
  ])('%j', async (expected, code) => {
    const { cookies } = await factsOf({ 'a.py': code });
    expect(cookies.map((one) => `${one.name} ${showValue(one.sameSite)} ${showValue(one.secure)}`)).toEqual(
      expected,
    );
  });

  it('shows how clients are set up', async () => {
    const { clients } = await factsOf({
      'a.py':
        'import os, redis, asyncpg\nfrom sqlalchemy.ext.asyncio import create_async_engine\nredis.from_url(os.environ["REDIS_URL"], ssl_cert_reqs=None)\ncreate_async_engine(url, pool_pre_ping=True)\nasyncpg.connect(ssl="require")',
    });
    expect(clients.map((one) => `${one.library} ${[...one.options.keys()].join(',')}`)).toEqual([
      'redis url,ssl_cert_reqs',
      'sqlalchemy url,pool_pre_ping',
      'asyncpg ssl',
    ]);
  });
});
