import type { RuleCases } from '../rule-cases.js';

const EXPRESS = 'import express from "express";\nconst app = express();\n';
const web = (code: string, more: Readonly<Record<string, string>> = {}) => ({
  'railway.json': '{"deploy":{"startCommand":"node src/main.js"}}',
  'src/main.js': EXPRESS + code,
  ...more,
});

const UVICORN = 'import uvicorn\nfrom fastapi import FastAPI\napp = FastAPI()\n';
const python = (start: string, code: string, more: Readonly<Record<string, string>> = {}) => ({
  'railway.json': JSON.stringify({ deploy: { startCommand: start } }),
  'main.py': UVICORN + code,
  ...more,
});
const AS_MAIN = 'if __name__ == "__main__":\n    uvicorn.run(app, host="0.0.0.0", port=8000)\n';

const go = (imported: string, body: string) => ({
  'railway.json': '{"deploy":{"startCommand":"./bin/api"}}',
  'go.mod': 'module example.com/app\n',
  'main.go': `package main\nimport "${imported}"\nfunc main() {\n${body}\n}\n`,
});

const puma = (code: string, start = 'bundle exec puma -C config/puma.rb') => ({
  'railway.json': JSON.stringify({ deploy: { startCommand: start } }),
  'config/puma.rb': code,
});

export const cases: RuleCases = {
  ok: [
    {
      name: 'the puma.rb that Rails makes',
      traps: ['RLY-PORT-012 default puma.rb'],
      files: puma('threads 3, 3\nport ENV.fetch("PORT", 3000)\nplugin :tmp_restart\n'),
    },
    {
      name: 'rails server, which hands its own port to puma',
      files: puma('port 3000\n', 'bin/rails server'),
    },
    {
      name: 'PORT with the number as its fallback',
      files: web('app.listen(Number(process.env.PORT) || 3000);'),
    },
    {
      name: 'PORT through an import',
      files: web('import { port } from "./config.js";\napp.listen(port);', {
        'src/config.js': 'export const port = process.env.PORT ?? 3000;',
      }),
    },
    {
      name: 'the default of a parameter that another file gives',
      files: python('python main.py', 'from server import serve\nserve(port=int(os.environ["PORT"]))\n', {
        'server.py': `${UVICORN}def serve(port: int = 8000):\n    uvicorn.run(app, host="0.0.0.0", port=port)\n`,
      }),
    },
    { name: 'port 0', traps: ['RLY-PORT-001 port 0'], files: web('app.listen(0);') },
    {
      name: 'a test',
      traps: ['RLY-PORT-001 tests'],
      files: web('', { 'src/main.test.js': `${EXPRESS}app.listen(3000);` }),
    },
    {
      name: 'a script',
      traps: ['RLY-PORT-001 scripts'],
      files: web('', { 'scripts/mock.js': `${EXPRESS}app.listen(3000);` }),
    },
    {
      name: 'the configuration of a bundler and of a test runner',
      traps: ['RLY-PORT-001 configuration of tools'],
      files: web('', {
        'vite.config.js': `${EXPRESS}app.listen(3000);\nexport default { server: { port: 5173 } };`,
        'playwright.config.js': 'export default { webServer: { command: "npm start", port: 3000 } };',
      }),
    },
    {
      name: 'a server on loopback beside the public one',
      files: web('app.listen(host);\nconst inner = express();\ninner.listen(4100, "127.0.0.1");'),
    },
    {
      name: 'a mock server',
      traps: ['RLY-PORT-001 mock server'],
      files: web('', { 'src/mocks/server.js': `${EXPRESS}app.listen(4000);` }),
    },
    {
      name: 'a tool that the start command does not load',
      traps: ['RLY-PORT-001 tool outside the start path'],
      files: web('', { 'src/cli.js': `${EXPRESS}app.listen(3000);` }),
    },
    {
      name: 'a text that looks like code',
      traps: ['RLY-PORT-001 generated code in a text'],
      files: web('const code = "app.listen(443)";'),
    },
    { name: 'development only', files: web('if (process.env.NODE_ENV !== "production") app.listen(3000);') },
    { name: 'a number that is computed', files: web('app.listen(base + 1);') },
    {
      name: 'a worker',
      files: {
        'worker/railway.json': '{"deploy":{"cronSchedule":"0 3 * * *"}}',
        'worker/main.js': `${EXPRESS}app.listen(3000);`,
      },
    },
    {
      name: 'Python: under __main__ while uvicorn loads the application',
      traps: ['RLY-PORT-008 __main__ while a server loads the application'],
      files: python('uvicorn main:app --host 0.0.0.0 --port $PORT', AS_MAIN),
    },
    {
      name: 'Python: under __main__ while gunicorn loads the application',
      traps: ['RLY-PORT-008 __main__ while a server loads the application'],
      files: python('gunicorn -k uvicorn.workers.UvicornWorker main:app', AS_MAIN),
    },
    {
      name: 'Python: in a function that only __main__ calls while uvicorn loads the application',
      files: python(
        'python -m uvicorn main:app --port $PORT',
        'def main():\n    uvicorn.run(app, port=8000)\nif __name__ == "__main__":\n    main()\n',
      ),
    },
    {
      name: 'Python: PORT with the number as its fallback',
      files: python('python main.py', 'import os\nuvicorn.run(app, port=int(os.environ.get("PORT", 8000)))'),
    },
    {
      name: 'Python: a field of settings, which PORT sets',
      files: python('python main.py', 'from config import settings\nuvicorn.run(app, port=settings.port)', {
        'config.py':
          'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    port: int = 8000\nsettings = Settings()\n',
      }),
    },
    {
      name: 'Python: an argument of the command line',
      files: python('python main.py', 'args = parser.parse_args()\nuvicorn.run(app, port=args.port)'),
    },
    {
      name: 'Python: a docstring',
      files: python('python main.py', '"""uvicorn.run(app, port=8000)"""'),
    },
    {
      name: 'Python: a test and a script',
      files: python('python main.py', '', { 'test_main.py': AS_MAIN, 'scripts/mock.py': UVICORN + AS_MAIN }),
    },
    {
      name: 'Python: development only',
      files: python('python main.py', 'if settings.DEBUG:\n    uvicorn.run(app, port=8000)'),
    },
    {
      name: 'Python: the settings of a gunicorn that is not started',
      files: python('uvicorn main:app', '', { 'gunicorn.conf.py': 'bind = "0.0.0.0:8000"' }),
    },
    {
      name: 'Python: the settings of gunicorn, and --bind beside them',
      files: python('gunicorn -b 0.0.0.0:$PORT main:app', '', {
        'gunicorn.conf.py': 'bind = "0.0.0.0:8000"',
      }),
    },
    {
      name: 'Go: gin without arguments reads PORT',
      traps: ['RLY-PORT-010 gin without arguments'],
      files: go('github.com/gin-gonic/gin', 'gin.Default().Run()'),
    },
    {
      name: 'Go: metrics and pprof beside the server on PORT',
      traps: ['RLY-PORT-010 second listener'],
      files: go(
        'net/http"\nimport "os',
        'go http.ListenAndServe(":9090", nil)\ngo http.ListenAndServe("localhost:6060", nil)\nhttp.ListenAndServe(":"+os.Getenv("PORT"), nil)',
      ),
    },
  ],
  ng: [
    {
      name: 'the settings of puma',
      files: puma('threads 3\nport 3000\n'),
      finds: [{ at: 'config/puma.rb:2', says: 'puma listens on the fixed port 3000' }],
    },
    {
      name: 'the server of PHP in a command',
      files: {
        'railway.json': '{"deploy":{"startCommand":"php server.php"}}',
        'server.php': '<?php\npassthru("php -S 0.0.0.0:8080 -t public");\n',
      },
      finds: [{ at: 'server.php:2' }],
    },
    {
      name: 'Go: a literal',
      files: go('net/http', 'http.ListenAndServe(":8080", nil)'),
      finds: [{ at: 'main.go:4:1', severity: 'high', says: 'net/http listens on the fixed port 8080' }],
    },
    {
      name: 'Python: the main program',
      files: python('python main.py', AS_MAIN),
      finds: [{ at: 'main.py:5:5', severity: 'high', says: '8000' }],
    },
    {
      name: 'Python: Flask with its port as a constant',
      files: {
        'railway.json': '{"deploy":{"startCommand":"python -m app"}}',
        'app/__init__.py': '',
        'app/__main__.py':
          'from app.config import PORT\nfrom app.web import app\nif __name__ == "__main__":\n    app.run("0.0.0.0", PORT)\n',
        'app/config.py': 'PORT = 5000\n',
        'app/web.py': 'from flask import Flask\napp = Flask(__name__)\n',
      },
      finds: [{ at: 'app/__main__.py:4:5', says: 'flask' }],
    },
    {
      name: 'Python: a file that starts another one',
      files: python('python run.py', '', {
        'run.py': 'import uvicorn\nuvicorn.run("main:app", port=8000, workers=2)\n',
      }),
      finds: [{ at: 'run.py:2:1' }],
    },
    {
      name: 'Python: the settings of gunicorn',
      files: python('gunicorn main:app', '', { 'gunicorn.conf.py': 'workers = 2\nbind = "0.0.0.0:8000"\n' }),
      finds: [{ at: 'gunicorn.conf.py:2:1', says: '8000' }],
    },
    {
      name: 'Python: waitress without a start command that is known',
      files: {
        'railway.json': '{}',
        'serve.py': 'from waitress import serve\nserve(app, listen="*:8080")\n',
      },
      finds: [{ at: 'serve.py:2:1', says: '8080' }],
    },
    {
      name: 'a literal',
      files: web('app.listen(3000);'),
      finds: [{ at: 'src/main.js:3:1', severity: 'high', says: '3000' }],
    },
    {
      name: 'a constant',
      files: web('const PORT = 4000;\napp.listen(PORT);'),
      finds: [{ at: 'src/main.js:4' }],
    },
    {
      name: 'a constant of another file',
      files: web('import { PORT } from "./config";\napp.listen(PORT);', {
        'src/config.js': 'export const PORT = 5000;',
      }),
      finds: [{ at: 'src/main.js:4', says: '5000' }],
    },
    {
      name: 'a file that the entry imports',
      files: web('import "./server.js";', { 'src/server.js': `${EXPRESS}app.listen(3000);` }),
      finds: [{ at: 'src/server.js:3' }],
    },
    {
      name: 'without a start command that is known',
      files: { 'railway.json': '{}', 'src/app.ts': `${EXPRESS}app.listen(3000);` },
      finds: [{ at: 'src/app.ts:3' }],
    },
    {
      name: 'an object',
      files: web('import http from "http";\nhttp.createServer(app).listen({ port: 3000 });'),
      finds: [{ at: 'src/main.js:4' }],
    },
  ],
};
