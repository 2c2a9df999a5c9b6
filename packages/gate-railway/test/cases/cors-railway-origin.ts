import type { RuleCases } from '../rule-cases.js';
import { corsService, webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'a variable', files: corsService('{ origin: `https://${process.env.FRONTEND_DOMAIN}` }') },
    { name: 'an own domain', files: corsService("{ origin: ['https://railway.app.example.com'] }") },
    { name: 'elsewhere than in CORS', files: webService("const API = 'https://a.up.railway.app'; // cors") },
    {
      name: 'development only',
      files: corsService("{ origin: isDev ? 'https://a.up.railway.app' : process.env.F }"),
    },
    { name: 'a comment', files: corsService('{ /* https://a.up.railway.app */ origin: process.env.F }') },
  ],
  ng: [
    {
      name: 'in a list',
      files: corsService("{ origin: [process.env.F, 'https://a.up.railway.app'] }"),
      finds: [{ at: 'src/main.ts:2:40' }],
    },
    {
      name: 'alone',
      files: corsService("{ origin: 'https://a-production.up.railway.app' }"),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'as a fallback',
      files: corsService("{ origin: process.env.F || 'https://a.up.railway.app' }"),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'two',
      files: corsService("{ origin: ['https://a.up.railway.app', 'https://b.up.railway.app'] }"),
      finds: [
        { at: 'src/main.ts:2:25', says: 'a.up' },
        { at: 'src/main.ts:2:53', says: 'b.up' },
      ],
    },
    {
      name: 'without a scheme',
      files: corsService("{ origin: ['a.up.railway.app'] }"),
      finds: [{ at: 'src/main.ts:2' }],
    },
  ],
};
