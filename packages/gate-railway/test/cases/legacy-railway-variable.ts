import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    { name: 'the new name', files: webService(`f(process.env.RAILWAY_PUBLIC_DOMAIN);`) },
    {
      name: 'both names',
      files: webService(`f(process.env.RAILWAY_PUBLIC_DOMAIN ?? process.env.RAILWAY_STATIC_URL);`),
    },
    {
      name: 'names that begin alike',
      files: webService(`f(process.env.RAILWAY_ENVIRONMENT_ID, process.env.RAILWAY_SERVICE_NAME);`),
    },
    {
      name: 'a comment and a text',
      files: webService(`// process.env.RAILWAY_STATIC_URL
f('RAILWAY_STATIC_URL', process.env.X);`),
    },
    {
      name: 'development only',
      files: webService(`if (process.env.NODE_ENV === 'development') f(process.env.RAILWAY_STATIC_URL);`),
    },
  ],
  ng: [
    {
      name: 'the static URL',
      files: webService(`f(process.env.RAILWAY_STATIC_URL);`),
      finds: [{ at: 'src/main.ts:1:3', says: 'RAILWAY_PUBLIC_DOMAIN' }],
    },
    {
      name: 'the environment',
      files: webService(`f(process.env.RAILWAY_ENVIRONMENT === 'production');`),
      finds: [{ at: 'src/main.ts:1', says: 'RAILWAY_ENVIRONMENT_NAME' }],
    },
    {
      name: 'the address of a service',
      files: webService(`f(process.env.RAILWAY_SERVICE_API_URL, process.env.RAILWAY_PUBLIC_DOMAIN);`),
      finds: [{ at: 'src/main.ts:1', says: 'RAILWAY_PUBLIC_DOMAIN of that service' }],
    },
    {
      name: 'the private database',
      files: webService(`f(process.env.DATABASE_PRIVATE_URL);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'once',
      files: webService(`f(process.env.RAILWAY_STATIC_URL);
f(process.env.RAILWAY_STATIC_URL);`),
      finds: [{ at: 'src/main.ts:1' }],
    },
  ],
};
