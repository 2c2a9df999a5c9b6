import type { RuleCases } from '../rule-cases.js';
import { webService } from '../web-service.js';

export const cases: RuleCases = {
  ok: [
    {
      name: 'an own domain',
      files: webService(`res.cookie('sid', id, { domain: '.example.com', sameSite: 'lax' });`),
    },
    { name: 'no domain', files: webService(`res.cookie('sid', id, { sameSite: 'lax' });`) },
    {
      name: 'SameSite=None',
      files: webService(`import cors from 'cors';
app.use(cors({ origin: 'https://web.up.railway.app', credentials: true }));
res.cookie('sid', id, { sameSite: 'none', secure: true });`),
    },
    {
      name: 'a frontend without credentials',
      files: webService(`import cors from 'cors';
app.use(cors({ origin: 'https://web.up.railway.app' }));
res.cookie('sid', id, { sameSite: 'lax' });`),
    },
    {
      name: 'a frontend of an own domain',
      files: webService(`import cors from 'cors';
app.use(cors({ origin: 'https://app.example.com', credentials: true }));
res.cookie('sid', id, { sameSite: 'lax' });`),
    },
    {
      name: 'lax in development',
      files: webService(`import cors from 'cors';
app.use(cors({ origin: 'https://web.up.railway.app', credentials: true }));
res.cookie('sid', id, { sameSite: process.env.NODE_ENV === 'production' ? 'none' : 'lax' });`),
    },
  ],
  ng: [
    {
      name: 'the suffix',
      files: webService(`res.cookie('sid', id, { domain: '.up.railway.app' });`),
      finds: [{ at: 'src/main.ts:1:1', says: 'sid' }],
    },
    {
      name: 'the domain above',
      files: webService(`res.cookie('sid', id, { domain: '.railway.app' });`),
      finds: [{ at: 'src/main.ts:1' }],
    },
    {
      name: 'lax beside a frontend on Railway',
      files: webService(`import cors from 'cors';
app.use(cors({ origin: 'https://web.up.railway.app', credentials: true }));
res.cookie('sid', id, { sameSite: 'lax' });`),
      finds: [{ at: 'src/main.ts:3', says: 'web.up.railway.app' }],
    },
    {
      name: 'strict',
      files: webService(`import cors from 'cors';
app.use(cors({ origin: 'https://web.up.railway.app', credentials: true }));
res.cookie('sid', id, { sameSite: 'strict' });`),
      finds: [{ at: 'src/main.ts:3' }],
    },
    {
      name: 'of a session',
      files: webService(`import session from 'express-session';
app.use(session({ cookie: { domain: 'up.railway.app' } }));`),
      finds: [{ at: 'src/main.ts:2' }],
    },
  ],
};
