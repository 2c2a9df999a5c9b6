import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'trimmed',
      files: corsService("{ origin: process.env.ORIGINS.split(',').map((o) => o.trim()) }"),
    },
    {
      name: 'a function of its own',
      files: corsService("{ origin: process.env.ORIGINS.split(',').map(clean) }"),
    },
    {
      name: 'trimmed and filtered',
      files: corsService("{ origin: process.env.ORIGINS.split(',').map((o) => o.trim()).filter(Boolean) }"),
    },
    { name: 'split at a pattern', files: corsService('{ origin: process.env.ORIGINS.split(/\\s*,\\s*/) }') },
    { name: 'one origin', files: corsService('{ origin: process.env.ORIGIN }') },
    {
      name: 'validated elsewhere',
      traps: ['RLY-CORS-013 validated by a schema'],
      files: corsService("{ origin: env.ORIGINS.split(',') }"),
    },
    {
      name: 'something else that is split',
      files: webService("const names = process.env.NAMES.split(','); // cors"),
    },
  ],
  ng: [
    {
      name: 'split',
      files: corsService("{ origin: process.env.ORIGINS.split(',') }"),
      finds: [{ at: 'src/main.ts:2:24', says: 'ORIGINS' }],
    },
    {
      name: 'with a fallback',
      files: corsService("{ origin: (process.env.ORIGINS || 'https://a.com').split(',') }"),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'optional',
      files: corsService("{ origin: process.env.ORIGINS?.split(',') ?? [] }"),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'filtered only',
      files: corsService("{ origin: process.env.ORIGINS.split(',').filter(Boolean) }"),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'through a constant',
      files: webService(
        "import cors from 'cors';\nconst origin = process.env.O.split(',');\napp.use(cors({ origin }));",
      ),
      finds: [{ at: 'src/main.ts:2' }],
    },
  ],
};
