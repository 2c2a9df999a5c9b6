import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import { factsOf } from './facts.js';

const MAIN = 'if __name__ == "__main__":\n    ';

describe('listeners in Python', () => {
  it.each([
    ['uvicorn port=8000 host="0.0.0.0"', 'import uvicorn\nuvicorn.run(app, host="0.0.0.0", port=8000)'],
    ['uvicorn port=- host=-', 'import uvicorn\nuvicorn.run("main:app", reload=True)'],
    [
      'uvicorn port=env PORT else 8000 host=-',
      'import os\nfrom uvicorn import run\nrun(app, port=int(os.getenv("PORT", 8000)))',
    ],
    ['uvicorn socket', 'import uvicorn\nuvicorn.run(app, uds="/tmp/a.sock")'],
    ['uvicorn port=1 host=-', 'import uvicorn\nOPTIONS = {"port": 1}\nuvicorn.run(app, **OPTIONS)'],
    ['uvicorn port=1 host=-', 'import uvicorn\nuvicorn.Server(uvicorn.Config(app, port=1)).run()'],
    ['uvicorn port=8000 host=- main', `import uvicorn\n${MAIN}uvicorn.run(app, port=8000)`],
    [
      'uvicorn port=8000 host=- main',
      `import uvicorn\ndef main():\n    uvicorn.run(app, port=8000)\n${MAIN}main()`,
    ],
    [
      'flask port=5000 host=-',
      'from flask import Flask\napp = Flask(__name__)\napp.run(debug=True, port=5000)',
    ],
    [
      'flask port=- host="0.0.0.0"',
      'import flask\ndef create_app():\n    app = flask.Flask(__name__)\n    return app\napp = create_app()\napp.run("0.0.0.0")',
    ],
    ['flask port=1 host=-', 'from web import app\napp.run(port=1)'],
    ['flask port=1 host=-', 'from factory import create_app\ncreate_app().run(port=1)'],
    ['unknown port=1 host=-', 'from somewhere import app\napp.run(port=1)'],
    [
      'flask-socketio port=1 host=-',
      'from flask_socketio import SocketIO\nsocketio = SocketIO(app)\nsocketio.run(app, port=1)',
    ],
    ['waitress port=8080 host="*"', 'from waitress import serve\nserve(app, listen="*:8080")'],
    ['waitress port=- host=-', 'import waitress\nwaitress.serve(app)'],
    ['aiohttp port=8080 host=-', 'from aiohttp import web\nweb.run_app(app, port=8080)'],
    [
      'aiohttp port=env PORT host="0.0.0.0"',
      'import os\nfrom aiohttp import web\nsite = web.TCPSite(runner, "0.0.0.0", int(os.environ["PORT"]))',
    ],
    ['http.server port=8000 host=""', 'from http.server import HTTPServer\nHTTPServer(("", 8000), Handler)'],
    [
      'tornado port=8888 host=-',
      'import tornado.web\ndef make():\n    return tornado.web.Application([])\napp = make()\napp.listen(8888)',
    ],
    [
      'hypercorn port=8000 host="0.0.0.0"',
      'from hypercorn.config import Config\nconfig = Config()\nconfig.bind = ["0.0.0.0:8000"]',
    ],
    [
      'hypercorn port=env PORT host="0.0.0.0"',
      'import os\nfrom hypercorn.config import Config\nconfig = Config()\nconfig.bind = [f"0.0.0.0:{os.environ[\'PORT\']}"]',
    ],
    [
      'gradio port=7860 host="0.0.0.0"',
      'import gradio as gr\nwith gr.Blocks() as demo:\n    pass\ndemo.launch(server_name="0.0.0.0", server_port=7860)',
    ],
    [
      'development uvicorn port=8000 host=-',
      'import os, uvicorn\nif os.getenv("ENV") == "development":\n    uvicorn.run(app, port=8000)',
    ],
    [
      'development uvicorn port=8000 host=-',
      'import os, uvicorn\nif os.getenv("RAILWAY_ENVIRONMENT"):\n    pass\nelse:\n    uvicorn.run(app, port=8000)',
    ],
  ])('%s', async (expected, code) => {
    expect(await listeners({ 'main.py': code })).toEqual([expected]);
  });

  it.each([
    ['gunicorn port=8000 host="0.0.0.0"', 'bind = "0.0.0.0:8000"'],
    ['gunicorn port=env PORT host="0.0.0.0"', 'import os\nbind = "0.0.0.0:" + os.environ["PORT"]'],
    ['gunicorn socket', 'bind = "unix:/tmp/a.sock"'],
  ])('%s, in the settings of gunicorn', async (expected, code) => {
    expect(await listeners({ 'gunicorn.conf.py': code })).toEqual([expected]);
  });

  it.each([
    ['a bot that runs', 'from pyrogram import Client\napp = Client("x")\napp.run()'],
    ['asyncio', 'import asyncio\nasyncio.run(main())'],
    ['a subprocess', 'import subprocess\nsubprocess.run(["uvicorn"], port=1)'],
    ['an MCP server over stdin', 'from fastmcp import FastMCP\nmcp = FastMCP("x")\nmcp.run()'],
    ['a comment', '# uvicorn.run(app, port=8000)\nx = 1'],
    ['a docstring', '"""uvicorn.run(app, port=8000)"""'],
    ['a bind that is none of gunicorn', 'bind = "0.0.0.0:8000"'],
  ])('are none in %s', async (_name, code) => {
    expect(await listeners({ 'main.py': code })).toEqual([]);
  });
});

async function listeners(files: Readonly<Record<string, string>>): Promise<string[]> {
  const found = await factsOf({
    ...files,
    'web.py': 'from flask import Flask\napp = Flask(__name__)',
    'factory.py': 'from flask import Flask\ndef create_app():\n    app = Flask(__name__)\n    return app',
  });
  return found.listeners.map(({ framework, guard, onSocket, onlyAsMain, port, host }) =>
    [
      ...(guard === 'always' ? [] : [guard]),
      framework,
      ...(onSocket ? ['socket'] : [`port=${showValue(port)} host=${showValue(host)}`]),
      ...(onlyAsMain ? ['main'] : []),
    ].join(' '),
  );
}

describe('reads of the environment in Python', () => {
  it.each([
    [['PORT else 8000'], 'import os\nport = int(os.environ.get("PORT") or 8000)'],
    [['URL'], 'import os\nurl = os.environ["URL"].rstrip("/")'],
    [
      ['A else 1', 'B'],
      'from pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    a: int = 1\n    b: str',
    ],
    [['DATABASE_URL'], 'import environ\nenv = environ.Env()\nDATABASES = {"default": env.db()}'],
    [[], 'import os\nos.environ["PORT"] = "1"'],
    [[], 'import environ\nenv = environ.Env()\nenv.read_env(".env")'],
    [[], 'from pydantic import BaseModel\nclass S(BaseModel):\n    a: int = 1'],
  ])('%s', async (expected, code) => {
    const { env } = await factsOf({ 'src/main.py': code });
    expect(env.map((one) => one.name + (one.fallback ? ` else ${showValue(one.fallback)}` : ''))).toEqual(
      expected,
    );
  });
});

describe('imports of Python', () => {
  it.each([
    ['from .config import x', ['app/config.py']],
    ['from . import config', ['app/config.py', 'app/__init__.py']],
    ['import app.config', ['app/__init__.py', 'app/config.py']],
    ['from app.core import db', ['app/core/db.py']],
    ['import uvicorn\nuvicorn.run("app.config:app")', ['app/config.py']],
    ['MIDDLEWARE = ["app.config.Cors"]', ['app/config.py']],
    ['import os', []],
  ])('%s', async (code, expected) => {
    const files = { 'app/config.py': '', 'app/__init__.py': '', 'app/core/db.py': '' };
    const { imports } = await factsOf({ 'app/main.py': `${code}\n# settings`, ...files });
    expect([...imports].sort()).toEqual([...expected].sort());
  });
});
