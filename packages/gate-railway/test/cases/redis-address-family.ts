import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'a variable',
      files: webService(`import Redis from 'ioredis';
new Redis(process.env.REDIS_URL);`),
    },
    {
      name: 'with the family',
      files: webService(`import Redis from 'ioredis';
new Redis('redis://redis.railway.internal:6379', { family: 0 });`),
    },
    {
      name: 'with the family in the address',
      files: webService(`import Redis from 'ioredis';
new Redis('redis://redis.railway.internal:6379?family=0');`),
    },
    {
      name: 'a public host',
      files: webService(`import Redis from 'ioredis';
new Redis('redis://redis.example.com:6379');`),
    },
    {
      name: 'another client',
      files: webService(`import { createClient } from 'redis';
createClient({ url: 'redis://redis.railway.internal:6379' });`),
    },
    {
      name: 'a type',
      traps: ['RLY-URL-016 type-only import'],
      files: webService(`import type { Redis } from 'ioredis';
let x: Redis; // redis.railway.internal`),
    },
  ],
  ng: [
    {
      name: 'an address',
      files: webService(`import Redis from 'ioredis';
new Redis('redis://redis.railway.internal:6379');`),
      finds: [{ at: 'src/main.ts:2:1' }],
    },
    {
      name: 'a host',
      files: webService(`import Redis from 'ioredis';
new Redis({ host: 'redis.railway.internal', port: 6379 });`),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'bullmq',
      files: webService(`import { Queue } from 'bullmq';
new Queue('q', { connection: { host: 'redis.railway.internal', port: 6379 } });`),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'a fallback',
      files: webService(`import Redis from 'ioredis';
new Redis(process.env.REDIS_URL || 'redis://redis.railway.internal:6379');`),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'in production',
      files: webService(`import Redis from 'ioredis';
new Redis(process.env.NODE_ENV === 'production' ? 'redis://redis.railway.internal:6379' : 'redis://localhost');`),
      finds: [{ at: 'src/main.ts:2' }],
    },
  ],
};
