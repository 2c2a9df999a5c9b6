import type { RuleCases } from '../rule-cases.js';
import { corsService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'a list without it', files: corsService("{ origin: ['https://null.com'] }") },
    { name: 'the value null', files: corsService('{ origin: null }') },
    {
      name: 'an app with a scheme of its own',
      files: corsService("{ origin: ['capacitor://localhost', 'app://-'] }"),
    },
    { name: 'a test for it', files: corsService("{ origin: (o, cb) => cb(null, o !== 'null' && ok(o)) }") },
    {
      name: 'development only',
      files: corsService("{ origin: process.env.NODE_ENV === 'development' ? 'null' : 'https://a.com' }"),
    },
  ],
  ng: [
    {
      name: 'in a list',
      files: corsService("{ origin: ['https://a.com', 'null'] }"),
      finds: [{ at: 'src/main.ts:2:42' }],
    },
    { name: 'alone', files: corsService("{ origin: 'null' }"), finds: [{ at: 'src/main.ts:2' }] },
    {
      name: 'file',
      files: corsService("{ origin: ['file://'] }"),
      finds: [{ at: 'src/main.ts:2', says: 'file://' }],
    },
    {
      name: 'as a fallback',
      files: corsService("{ origin: process.env.ORIGIN || 'null' }"),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'through a constant',
      files: corsService('{ origin: allowed }', {
        'src/other.ts': '',
        'src/main.ts':
          "import cors from 'cors';\nconst allowed = [\n  'null',\n];\napp.use(cors({ origin: allowed }));",
      }),
      finds: [{ at: 'src/main.ts:3' }],
    },
  ],
};
