import { scanInMemory } from './in-memory.js';

/** A repository with everything wrong that the parsers have to get through to be seen. */
const FILES: Readonly<Record<string, string>> = {
  'api/railway.toml': '[build]\nbuilder = "docker"\n[deploy]\nhealthCheckPath = "/health"\n',
  'api/railpack.json': '{ /* HuJSON */ "provider": "none", "steps": { "build": { "env": {} }, } }\n',
  'web/railway.json':
    '{ "deploy": { "startCommand": "serve --port $PORT", "startCommand": "serve --port $PORT" } }\n',
  'web/Dockerfile': 'ARG PORT=3000\nFROM node:22 AS run\nEXPOSE ${PORT}\n',
  'bot/railway.json': '{ "build": {}, }\n',
  'bot/Procfile': 'web: gunicorn --bind 0.0.0.0:8000 app\n',
  'job/railway.toml': '[deploy\n',
};

const EXPECTED: readonly string[] = [
  'railway/config-conflict',
  'railway/config-deprecated',
  'railway/config-unparseable',
  'railway/duplicate-key',
  'railway/exec-form-port',
  'railway/global-arg-port',
  'railway/invalid-builder',
  'railway/literal-port',
  'railway/railpack-provider',
  'railway/unknown-key',
];

/** The rules that did not report the known-bad repository; empty when all did. Touches no file. */
export async function missedByCanary(files: Readonly<Record<string, string>> = FILES): Promise<string[]> {
  const { findings } = await scanInMemory({ files });
  const found = new Set(findings.map((finding) => finding.ruleId));
  return EXPECTED.filter((rule) => !found.has(rule));
}
