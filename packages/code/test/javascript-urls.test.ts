import { describe, expect, it } from 'vitest';

import { showValue } from '../src/show-value.js';
import { factsOf } from './facts.js';

describe('addresses in JavaScript and TypeScript', () => {
  it.each([
    ['request fetch "http://localhost:8000/api"', 'fetch("http://localhost:8000/api")'],
    ['request B "http://localhost:8000"', 'const B = "http://localhost:8000"; fetch(`${B}/api`)'],
    ['assignment BASE "http://localhost:8000"', 'const BASE = "http://localhost:8000";'],
    [
      'fallback API_URL "http://localhost:5000"',
      'const api = process.env.API_URL || "http://localhost:5000"',
    ],
    [
      'fallback VITE_API "http://localhost:5000" browser',
      'export const api = import.meta.env.VITE_API ?? "http://localhost:5000"',
    ],
    [
      'request baseURL "http://localhost:3001"',
      'import axios from "axios"; axios.create({ baseURL: "http://localhost:3001" })',
    ],
    ['websocket WebSocket ["ws://", ?location.host, "/ws"]', 'new WebSocket(`ws://${location.host}/ws`)'],
    [
      'websocket io "https://api-production.up.railway.app"',
      'import { io } from "socket.io-client"; io("https://api-production.up.railway.app")',
    ],
    [
      'request connectionString "postgres://localhost:5432/x"',
      'import pg from "pg"; new pg.Pool({ connectionString: "postgres://localhost:5432/x" })',
    ],
    [
      'development request fetch "http://localhost:1/"',
      'if (process.env.NODE_ENV === "development") fetch("http://localhost:1/")',
    ],
    ['assignment host "api.railway.internal"', 'const host = "api.railway.internal"'],
  ])('%s', async (expected, code) => {
    const { urls } = await factsOf({ 'src/main.ts': code });
    const shown = urls.map(({ guard, role, name, value, inBrowser }) =>
      [
        ...(guard === 'always' ? [] : [guard]),
        role,
        name,
        showValue(value),
        ...(inBrowser ? ['browser'] : []),
      ].join(' '),
    );
    expect(shown).toEqual([expected]);
  });

  it.each([
    ['a comment', '// http://localhost:3000\nfetch(url)'],
    ['a log', 'console.log("listening on http://localhost:3000")'],
    ['an error', 'throw new Error("http://localhost:3000 is down")'],
    ['a comparison', 'if (origin === "http://localhost:3000") x()'],
    ['a test of a text', 'url.startsWith("http://localhost")'],
    ['an import', 'import x from "https://esm.sh/x"'],
    ['a type', 'type Origin = "http://localhost:3000";'],
    ['prose', 'const help = "See http://localhost:3000 for more";'],
  ])('are none in %s', async (_name, code) => {
    expect((await factsOf({ 'src/main.ts': code })).urls).toEqual([]);
  });
});
