import type { RuleCases } from '../rule-cases.js';
import { corsService } from '../web-service.js';

const fn = (test: string) =>
  `{ origin: (origin, cb) => { if (${test}) cb(null, true); else cb(new Error('no')); } }`;

export const cases: RuleCases = {
  ok: [
    { name: 'a list', files: corsService(fn('allowed.includes(origin)')) },
    { name: 'a written list', files: corsService(fn("['https://a.vercel.app'].includes(origin)")) },
    {
      name: 'a star in a list of the configuration',
      files: corsService(fn("allowedOrigins.includes('*') || allowedOrigins.includes(origin)")),
    },
    {
      name: 'an exact pattern',
      files: corsService('{ origin: /^https:\\/\\/myapp\\.up\\.railway\\.app$/ }'),
    },
    {
      name: "subdomains of one's own",
      files: corsService('{ origin: /^https:\\/\\/([a-z]+\\.)?example\\.com$/ }'),
    },
    { name: 'a suffix with its dot', files: corsService(fn("origin.endsWith('.example.com')")) },
    { name: 'a whole origin', files: corsService(fn("origin.endsWith('https://myapp.vercel.app')")) },
    {
      name: 'a slash that is cleaned away',
      files: corsService(fn("allowed.has(origin.replace(/\\/$/, ''))")),
    },
    { name: 'a prefix with its end', files: corsService(fn("origin.startsWith('http://localhost:')")) },
    { name: 'localhost, exactly', files: corsService('{ origin: /^http:\\/\\/localhost(:\\d+)?$/ }') },
    {
      name: 'a pattern for the configuration, and the origin among whole ones',
      files: corsService(
        `(origin, done) => {
  for (const allowedUrl of allowed) {
    const match = allowedUrl.match(/^https:\\/\\/([a-z0-9-]+)\\.vercel\\.app$/);
    if (match && previews(match[1]).has(origin)) return done(null, true);
  }
  done(null, false);
}`,
      ),
    },
    { name: 'development only', files: corsService(fn("isDev && origin.includes('localhost')")) },
    {
      name: 'alternatives that are not judged',
      files: corsService('{ origin: /^https:\\/\\/(a|b)\\.example\\.com$/ }'),
    },
    { name: 'schemes of extensions', files: corsService(fn("origin.startsWith('chrome-extension://')")) },
  ],
  ng: [
    {
      name: 'a pattern beside texts in a list',
      files: corsService("{ origin: ['https://a.example', /\\.vercel\\.app$/], credentials: true }"),
      finds: [{ at: 'src/main.ts:2', says: 'vercel' }],
    },
    {
      name: "Railway's domain as a suffix",
      files: corsService(fn("origin.endsWith('.up.railway.app')")),
      finds: [{ at: 'src/main.ts:2', says: 'railway.app' }],
    },
    {
      name: 'a substring',
      files: corsService(fn("origin.includes('railway.app')")),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'a pattern without a beginning',
      files: corsService('{ origin: /.*\\.up\\.railway\\.app$/ }'),
      finds: [{ at: 'src/main.ts:2:24' }],
    },
    {
      name: 'a pattern without an end',
      files: corsService('{ origin: /railway\\.app/ }'),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'an own domain without an end',
      files: corsService('{ origin: /^https:\\/\\/example\\.com/ }'),
      finds: [{ at: 'src/main.ts:2', says: 'example.com.example.net' }],
    },
    {
      name: 'an own domain without its dot',
      files: corsService(fn("origin.endsWith('example.com')")),
      finds: [{ at: 'src/main.ts:2', says: 'evil-example.com' }],
    },
    {
      name: 'a prefix without an end',
      files: corsService(fn("origin.startsWith('https://example.com')")),
      finds: [{ at: 'src/main.ts:2' }],
    },
    {
      name: 'a name in front that anybody can continue',
      traps: ['RLY-CORS-004 pattern pinned in front'],
      files: corsService('{ origin: /^https:\\/\\/myapp-[a-z0-9-]+\\.up\\.railway\\.app$/ }'),
      finds: [{ at: 'src/main.ts:2', severity: 'medium' }],
    },
    {
      name: 'a team behind which anybody can register',
      files: corsService(fn("origin.endsWith('-myteam.vercel.app')")),
      finds: [{ at: 'src/main.ts:2', severity: 'medium' }],
    },
    {
      name: 'localhost as a substring',
      files: corsService(fn("origin.includes('localhost')")),
      finds: [{ at: 'src/main.ts:2', severity: 'medium' }],
    },
    {
      name: 'the worse of two',
      files: corsService(fn("origin.startsWith('http://localhost') || origin.endsWith('.vercel.app')")),
      finds: [{ at: 'src/main.ts:2', says: 'vercel.app' }],
    },
  ],
};
