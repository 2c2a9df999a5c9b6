import type { Workspace } from '@railgate/contract';

import { DocumentStore } from './documents/store.js';
import { RULES } from './rules/index.js';
import { runRules } from './run-rules.js';
import { resolveTarget } from './services/resolve.js';
import { serviceMapOf } from './services/service-map.js';

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
  const workspace: Workspace = {
    root: '/',
    files: Object.keys(files).map((path) => ({ path, size: files[path]?.length ?? 0 })),
    projects: [{ name: 'canary', path: '.', source: 'manifest' }],
    services: [],
  };
  const target = { id: 'root', kind: 'project', path: '.', name: 'canary', files: workspace.files } as const;
  const store = new DocumentStore((path) => ({ text: files[path] ?? '', bytes: files[path]?.length ?? 0 }));
  const services = serviceMapOf(workspace);
  const model = await resolveTarget(target, services, store);
  const options = { conflictSeverity: 'high', deprecation: 'dated' } as const;
  const { findings } = runRules(model, RULES, { now: new Date('2026-11-01T00:00:00Z'), options, services });
  const found = new Set(findings.map((finding) => finding.ruleId));
  return EXPECTED.filter((rule) => !found.has(rule));
}
