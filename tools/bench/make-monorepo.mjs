// Writes a made full-stack monorepo that deploys to Railway: 2,000 files a unit, in ten services of three kinds. What a
// file holds follows its number, so that every run makes the same; one file in eight says something to the rules.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const KINDS = ['api', 'web', 'worker'];
const SERVICES = 10;

/** @returns {{ files: number, bytes: number, dockerfiles: string[] }} */
export function makeMonorepo(root, units = 1) {
  const made = { files: 0, bytes: 0, dockerfiles: [] };
  const write = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    made.files++;
    made.bytes += text.length;
    if (path.endsWith('Dockerfile')) made.dockerfiles.push(join(root, path));
  };
  write('package.json', json({ name: 'made', private: true, workspaces: ['services/*'] }));
  for (let i = 0; i < SERVICES * units; i++) makeService(`services/s${i}`, KINDS[i % KINDS.length], i, write);
  return made;
}

function makeService(root, kind, number, write) {
  const isPython = kind === 'worker';
  write(
    `${root}/railway.json`,
    json({ deploy: { healthcheckPath: '/health', restartPolicyType: 'ON_FAILURE' } }),
  );
  write(`${root}/Dockerfile`, isPython ? PYTHON_IMAGE : NODE_IMAGE);
  write(
    isPython ? `${root}/requirements.txt` : `${root}/package.json`,
    isPython ? 'fastapi\n' : json({ name: `s${number}`, scripts: { start: 'node src/main.js' } }),
  );
  const ending = { api: 'ts', web: 'tsx', worker: 'py' }[kind];
  for (let i = 0; i < 196; i++) {
    const says = i % 8 === 0;
    const head = says ? SAYING[kind](i, number) : '';
    const name = i === 0 ? 'main' : `${says ? 'client' : 'part'}${i}`;
    const around = Array.from({ length: 5 + (i % 5) * 4 }, (_, j) => PLAIN[kind](i * 100 + j));
    write(`${root}/src/${i === 0 ? '' : `area${i % 12}/`}${name}.${ending}`, `${head}${around.join('\n')}\n`);
  }
}

const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
const NODE_IMAGE =
  'FROM node:22-slim\nWORKDIR /app\nCOPY package.json .\nRUN npm ci\nCOPY . .\nENV PORT=3000\nEXPOSE 3000\nCMD ["node", "src/main.js"]\n';
const PYTHON_IMAGE =
  'FROM python:3.13-slim\nWORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD uvicorn src.main:app --host 0.0.0.0 --port 8000\n';

const SAYING = {
  api: (i, service) => `import express from 'express';
import cors from 'cors';
const app = express();
const port = Number(process.env.PORT) || ${3000 + service};
app.use(cors({ origin: process.env.ORIGIN${i} ?? 'http://localhost:5173' }));
app.get('/health', (request, response) => response.send('ok'));
export const address${i} = process.env.API_URL ?? 'http://localhost:${4000 + i}';
app.listen(port, '0.0.0.0');
`,
  web: (i) => `import { useEffect } from 'react';
export const base${i} = import.meta.env.VITE_API_URL ?? 'http://localhost:${4000 + i}';
export const load${i} = () => fetch(\`\${base${i}}/items\`).then((answer) => answer.json());
export const open${i} = () => new WebSocket('wss://example.com/${i}');
`,
  worker: (i, service) => `import os
from fastapi import FastAPI
app = FastAPI()
url${i} = os.getenv("API_URL", "http://localhost:${4000 + service}")
@app.get("/health")
def health(): return {"ok": True}
`,
};

const PLAIN = {
  api: (i) => `/** Puts the ${i}th total together. */
export async function total${i}(items: readonly { price: number; count: number }[], rate = 0.2): Promise<number> {
  const sum = items.filter((item) => item.count > 0).reduce((all, item) => all + item.price * item.count, ${i});
  return Math.round(sum * (1 + rate) * 100) / 100;
}`,
  web: (i) => `export function Card${i}({ title, open }: { title: string; open: boolean }) {
  const label = open ? \`Close \${title}\` : 'Open';
  return <section className="card card-${i}"><h2>{title}</h2><button aria-label={label}>{label}</button></section>;
}`,
  worker: (i) => `def total_${i}(items, rate=0.2):
    """Put the ${i}th total together."""
    kept = [item for item in items if item.get("count", 0) > 0]
    return round(sum(item["price"] * item["count"] for item in kept) * (1 + rate), 2)
`,
};
