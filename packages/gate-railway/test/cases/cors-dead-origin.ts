import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'origins as browsers send them',
      files: corsService("{ origin: ['https://a.com', 'http://localhost:3000', 'https://a.com:8443'] }"),
    },
    { name: 'a star alone', files: corsService("{ origin: '*' }") },
    {
      name: 'a star in a list, where the library takes it',
      files: webService("import c from '@fastify/cors';\napp.register(c, { origin: ['*'] });"),
    },
    {
      name: 'schemes of apps',
      files: corsService("{ origin: ['capacitor://localhost', 'chrome-extension://abc/'] }"),
    },
    { name: 'a pattern', files: corsService('{ origin: [/example\\.com\\//] }') },
    { name: 'what is computed', files: corsService('{ origin: [`https://${process.env.HOST}/`, build()] }') },
    { name: 'empty pieces', files: corsService("{ origin: ''.split(',') }") },
    {
      name: 'a library that takes hosts',
      files: webService(
        "import { cors } from '@elysiajs/cors';\napp.use(cors({ origin: ['example.com'] }));",
      ),
    },
  ],
  ng: [
    {
      name: 'a slash at the end',
      files: corsService("{ origin: ['https://a.com/'] }"),
      finds: [{ at: 'src/main.ts:2:25', says: 'a slash at the end' }],
      fixed: { 'src/main.ts': "import cors from 'cors';\napp.use(cors({ origin: ['https://a.com'] }));\n" },
    },
    {
      name: 'no scheme',
      files: corsService("{ origin: ['myapp.up.railway.app'] }"),
      finds: [{ at: 'src/main.ts:2', says: 'no scheme' }],
    },
    {
      name: 'a path',
      files: corsService("{ origin: 'https://a.com/app' }"),
      finds: [{ at: 'src/main.ts:2', says: 'a path' }],
    },
    {
      name: 'the port of the scheme, capitals and blanks',
      files: corsService("{ origin: ['https://a.com:443', 'https://App.com', ' https://b.com'] }"),
      finds: [
        { at: 'src/main.ts:2', says: 'the port' },
        { at: 'src/main.ts:2', says: 'capitals' },
        { at: 'src/main.ts:2', says: 'blanks' },
      ],
      fixed: {
        'src/main.ts':
          "import cors from 'cors';\napp.use(cors({ origin: ['https://a.com', 'https://app.com', 'https://b.com'] }));\n",
      },
    },
    {
      name: 'a star in a list, and one in a host',
      files: corsService("{ origin: ['*', 'https://*.vercel.app'] }"),
      finds: [{ at: 'src/main.ts:2' }, { at: 'src/main.ts:2' }],
    },
    {
      name: 'several in a text',
      files: corsService("{ origin: 'https://a.com,https://b.com' }"),
      finds: [{ at: 'src/main.ts:2', says: 'several' }],
    },
    {
      name: 'blanks of a text that is split, which a person must mend',
      files: corsService("{ origin: 'https://a.com, https://b.com'.split(',') }"),
      finds: [{ at: 'src/main.ts:2', says: 'blanks' }],
    },
    {
      name: 'a fallback',
      files: corsService("{ origin: process.env.ORIGIN || 'https://a.com/' }"),
      finds: [{ at: 'src/main.ts:2', severity: 'medium' }],
      fixed: {
        'src/main.ts':
          "import cors from 'cors';\napp.use(cors({ origin: process.env.ORIGIN || 'https://a.com' }));\n",
      },
    },
    {
      name: 'a developer machine without a scheme',
      files: corsService("{ origin: ['localhost:3000'] }"),
      finds: [{ at: 'src/main.ts:2', severity: 'low' }],
    },
  ],
};
