import { isPublicName } from '@railgate/code';
import { cleanText, type Place, type Severity } from '@railgate/contract';

import type { EnvironmentRule } from '../rule.js';

export const publicPrefix: EnvironmentRule = {
  id: 'secrets/env-public-secret',
  name: 'EnvPublicSecret',
  summary: 'A secret has the prefix of variables that bundlers put into what a browser loads.',
  description:
    'Reports variables with a public prefix (`VITE_`, `NEXT_PUBLIC_`, `NUXT_PUBLIC_`, `PUBLIC_`, `REACT_APP_`, `GATSBY_`, `EXPO_PUBLIC_`, `VUE_APP_`) whose name says that they are secret, where code reads them or a file declares them; once each. High for passwords, private and service keys and keys of services that are never used from a browser; low for an `API_KEY` or `TOKEN` of which the name does not say more. Keys that are public by purpose are left out: publishable, anonymous, site and client keys, and those of Mapbox, Google Maps, Firebase, PostHog, Sentry, Algolia search and the like.',
  why: 'Bundlers write the value into the JavaScript that every visitor loads, whatever the page does with it.',
  remediation:
    'Rename it without the prefix, use it in a route of your own server that the browser asks instead, and rotate it: it has been published with every build.',
  example: {
    language: 'ts',
    before: 'const key = import.meta.env.VITE_OPENAI_API_KEY;',
    after: "const answer = await fetch('/api/chat'); // whose server reads OPENAI_API_KEY",
  },
  severity: 'high',
  precision: 'medium',
  cwe: [200, 522],
  catalogue: ['RLY-SEC-005'],
  references: [
    'https://docs.railway.com/guides/frontend-environment-variables#secrets-leaked-into-the-client-bundle',
    'https://vite.dev/guide/env-and-mode#env-variables',
  ],
  since: '0.1.0',
  *check({ facts }) {
    const places = new Map<string, Place>();
    for (const { name, place } of [...facts.uses, ...facts.declarations])
      if (!places.has(name)) places.set(name, place);
    for (const [name, at] of places) {
      const severity = publicSecret(name);
      if (severity === undefined) continue;
      yield {
        message: `${cleanText(name)} is a secret by its name, and its prefix puts it into what every browser loads. Rename it, keep it on the server and rotate it.`,
        severity,
        at: { path: at.path, region: at.region },
      };
    }
  },
};

/** Nothing where the name is no secret's, or one that is public by purpose. */
export function publicSecret(name: string): Severity | undefined {
  if (!isPublicName(name) || name.length > 120) return undefined;
  const rest = name
    .replace(/^(?:NEXT_PUBLIC|NUXT_PUBLIC|EXPO_PUBLIC|REACT_APP|VUE_APP|VITE|PUBLIC|GATSBY)_/, '')
    .toUpperCase();
  // `PUBLIC_DATABASE_URL` is also what people call Railway's public address of a database.
  if (/(?:^|_)DATABASE_URL$/.test(rest)) return name.startsWith('PUBLIC_') ? undefined : 'high';
  if (PUBLIC.test(rest) || ABOUT.test(rest)) return undefined;
  if (SECRET.test(rest) || (KEY.test(rest) && SERVER_ONLY.test(rest))) return 'high';
  return KEY.test(rest) ? 'low' : undefined;
}

const SECRET =
  /(?:^|_)(?:CLIENT_)?SECRET(?:_KEY)?S?(?:_|$)|(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PRIVATE_KEY|SERVICE_ROLE(?:_KEY)?|SERVICE_KEY|SERVICE_ACCOUNT|ADMIN_(?:KEY|TOKEN|API_KEY)|MASTER_KEY|ENCRYPTION_KEY|SIGNING_KEY|WEBHOOK_SECRET|SECRET_ACCESS_KEY)(?:_|$)/;
const KEY = /(?:^|_)(?:API_?KEY|TOKEN|ACCESS_KEY|APIKEY|AUTH_KEY)S?$/;
/** Their keys spend money or open data, and browsers never need them. */
const SERVER_ONLY =
  /OPENAI|ANTHROPIC|CLAUDE|GEMINI|GROQ|MISTRAL|COHERE|DEEPSEEK|OPENROUTER|PERPLEXITY|HUGGING|HF_|REPLICATE|ELEVENLABS|DEEPGRAM|STRIPE|SENDGRID|RESEND|MAILGUN|POSTMARK|BREVO|TWILIO|AWS|GITHUB|GITLAB|RAILWAY|NOTION|AIRTABLE|SLACK|DISCORD_BOT|TELEGRAM|PINATA|RAPIDAPI|XAI|TAVILY|SERPAPI/;
const PUBLIC =
  /PUBLISHABLE|(?:^|_)ANON(?:_|$)|(?:^|_)SITE_?KEY|SITEKEY|PUBLIC(?:_|$)|(?:^|_)PK(?:_|$)|MAPBOX|MAPTILER|MAPKIT|GOOGLE_MAPS?|GMAPS?|(?:^|_)MAPS?_|FIREBASE|FCM|VAPID|POSTHOG|SENTRY|(?:^|_)(?:GA|GTM|DSN)(?:_|$)|ALGOLIA|MEILI\w*SEARCH|TYPESENSE_SEARCH|SEARCH_(?:API_)?KEY|CLIENT_ID|CLIENT_TOKEN|CLIENT_KEY|CLIENT_SIDE|WRITE_KEY|RECAPTCHA|HCAPTCHA|TURNSTILE|CAPTCHA|AMPLITUDE|MIXPANEL|SEGMENT|HEAP|HOTJAR|INTERCOM|CRISP|DATADOG|LOGROCKET|STATSIG|LAUNCHDARKLY|OPTIMIZELY|GROWTHBOOK|PUSHER|ABLY|EMAILJS|TINYMCE|CESIUM|GIPHY|UNSPLASH|TMDB|OMDB|OPENWEATHER|WEATHER|WALLETCONNECT|PROJECT_ID|ALCHEMY|INFURA|MORALIS|THIRDWEB|CLERK_PUB|STORYBLOK_PREVIEW|RUM|BUGSNAG|ROLLBAR|DISPLAY|FEATURE/;
/** Of a secret, and no secret itself. */
const ABOUT =
  /(?:^|_)(?:TTL|EXPIRY|EXPIRES\w{0,10}|LENGTH|MIN|MAX|LIMIT|NAME|HEADER|URL|ENDPOINT|PATH|FILE|ENABLED|REQUIRED|RESET|HINT|ADDRESS|SYMBOL|DECIMALS|CONTRACT|MINT|ID)$/;
