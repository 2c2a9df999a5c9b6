import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

const python = (port: string, more: Readonly<Record<string, string>> = {}) => ({
  'railway.json': '{"deploy":{"startCommand":"python main.py"}}',
  'main.py': `import os\nimport uvicorn\nuvicorn.run("main:app", host="0.0.0.0", port=${port})\n`,
  ...more,
});
const node = (port: string) =>
  webService(`import express from 'express';\nconst app = express();\napp.listen(${port});\n`);

export const cases: RuleCases = {
  ok: [
    { name: 'int', files: python('int(os.getenv("PORT", "8000"))') },
    { name: 'int around the variable', files: python('int(os.environ["PORT"])') },
    { name: 'a number', files: python('8000') },
    {
      name: 'settings that convert',
      files: python('settings.port', {
        'main.py':
          'import uvicorn\nfrom pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    port: int = 8000\nuvicorn.run("main:app", host="0.0.0.0", port=S().port)\n',
      }),
    },
    {
      name: 'Flask, which converts it',
      files: python('', {
        'main.py':
          'import os\nfrom flask import Flask\napp = Flask(__name__)\napp.run(host="0.0.0.0", port=os.getenv("PORT", 5000))\n',
      }),
    },
    {
      name: 'a text in Node',
      traps: ['RLY-PORT-006 numeric string in Node'],
      files: node("process.env.PORT || '3000'"),
    },
    { name: 'no fallback and no conversion', files: node('process.env.PORT') },
    { name: 'a fallback behind the conversion', files: node('parseInt(process.env.PORT, 10) || 3000') },
    { name: 'a fallback inside', files: node('Number(process.env.PORT ?? 3000)') },
    {
      name: 'development only',
      files: node("3000); if (process.env.NODE_ENV !== 'production') app.listen(parseInt(process.env.PORT)"),
    },
    {
      name: 'another command starts it',
      files: {
        ...python('os.getenv("PORT", 8000)'),
        'railway.json': '{"deploy":{"startCommand":"uvicorn main:app"}}',
        'main.py':
          'import os\nimport uvicorn\nif __name__ == "__main__":\n    uvicorn.run("main:app", port=os.getenv("PORT", 8000))\n',
      },
    },
  ],
  ng: [
    {
      name: 'os.getenv',
      files: python('os.getenv("PORT", 8000)'),
      finds: [{ at: 'main.py:3:46', says: 'uvicorn wants a number' }],
      fixed: python('int(os.getenv("PORT", 8000))'),
    },
    {
      name: 'os.environ.get through a constant',
      files: python('PORT', {
        'main.py':
          'import os\nimport uvicorn\nPORT = os.environ.get("PORT", "8000")\nuvicorn.run("main:app", host="0.0.0.0", port=PORT)\n',
      }),
      finds: [{ at: 'main.py:3:8' }],
      fixed: python('PORT', {
        'main.py':
          'import os\nimport uvicorn\nPORT = int(os.environ.get("PORT", "8000"))\nuvicorn.run("main:app", host="0.0.0.0", port=PORT)\n',
      }),
    },
    { name: 'without a fallback', files: python('os.environ["PORT"]'), finds: [{ at: 'main.py:3' }] },
    { name: 'with or', files: python('os.getenv("PORT") or 8000'), finds: [{ at: 'main.py:3' }] },
    {
      name: 'http.server',
      files: python('', {
        'main.py':
          'import os\nfrom http.server import HTTPServer\nHTTPServer(("0.0.0.0", os.environ["PORT"]), H).serve_forever()\n',
      }),
      finds: [{ at: 'main.py:3' }],
    },
    {
      name: 'parseInt',
      files: node('parseInt(process.env.PORT, 10)'),
      finds: [{ at: 'src/main.ts:3', says: 'NaN' }],
    },
    { name: 'a plus', files: node('+process.env.PORT'), finds: [{ at: 'src/main.ts:3' }] },
  ],
};
