import { defineFormat } from '../format.js';
import { mixed } from './character-kinds.js';
import { beside, token } from './form.js';
import { BASE64, BASE64_URL, HEX } from './pattern-parts.js';

const API_KEYS = 'https://cloud.google.com/docs/authentication/api-keys';
const CLIENTS = 'https://console.cloud.google.com/auth/clients';
const KEY_BODY = 1600;

export const GOOGLE = [
  defineFormat({
    id: 'google-service-account-key',
    title: 'Google Cloud service account key',
    grants:
      'It does everything that the service account may do in every project that trusts it, without expiry.',
    revoke: {
      steps:
        'Delete the key under IAM & Admin → Service accounts → Keys, look at the audit logs for what it did, and prefer Workload Identity Federation to a new key.',
      url: 'https://cloud.google.com/iam/docs/keys-create-delete#deleting',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://cloud.google.com/iam/docs/service-account-creds#key-types'],
    keywords: ['private_key_id'],
    // The order of the keys is the one in which Google writes them; quotes are escaped where the JSON is in a string.
    pattern:
      /private_key_id\\{0,2}["']\s{0,4}:\s{0,4}\\{0,2}["'][0-9a-f]{40}\\{0,2}["'],\s{0,12}(?:\\[nrt]\s{0,8})?\\{0,2}["']private_key\\{0,2}["']\s{0,4}:\s{0,4}\\{0,2}["'](?<secret>-----BEGIN (?:RSA )?PRIVATE KEY-----[A-Za-z0-9+/=\\\n]{600,4000}-----END (?:RSA )?PRIVATE KEY-----)/,
    window: { before: 0, after: 4400 },
    hits: (samples) => {
      const key = `-----BEGIN PRIVATE KEY-----\\nMII${samples.of(BASE64, KEY_BODY)}\\n-----END PRIVATE KEY-----\\n`;
      const json = `{"type": "service_account", "private_key_id": "${samples.of(HEX, 40)}", "private_key": "${key}"}`;
      return [
        { text: json, path: 'key.json' },
        { text: JSON.stringify({ GOOGLE_CREDENTIALS: json }), path: 'app.json' },
      ];
    },
    misses: (samples) => [
      { text: `{"private_key_id": "${samples.of(HEX, 40)}", "private_key": "from the vault"}` },
      { text: `{"private_key_id": "${samples.of(HEX, 40)}"}` },
      {
        text: `{"private_key_id": "${samples.of(HEX, 40)}", "private_key": "-----BEGIN PRIVATE KEY-----\\n..."}`,
      },
    ],
  }),
  defineFormat({
    id: 'google-api-key',
    title: 'Google API key',
    grants:
      'It calls the APIs that it is not restricted from (Maps, Firebase, Gemini) at the cost of the project; in a browser or an app it is public by design.',
    revoke: {
      steps:
        'Rotate the key under APIs & Services → Credentials and restrict the new one to its APIs, sites or apps.',
      url: 'https://console.cloud.google.com/apis/credentials',
    },
    severity: 'medium',
    precision: 'high',
    references: [API_KEYS],
    ...token(['AIza', [BASE64_URL, 35]]),
  }),
  defineFormat({
    id: 'google-oauth-client-secret',
    title: 'Google OAuth client secret',
    grants:
      'With its client ID it exchanges authorisation codes and refresh tokens in the name of the application.',
    revoke: {
      steps: 'Add a new client secret to the client, deploy it, then delete this one.',
      url: CLIENTS,
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://developers.google.com/identity/protocols/oauth2'],
    ...token(['GOCSPX-', [BASE64_URL, 28]]),
  }),
  defineFormat({
    id: 'google-oauth-client-secret-legacy',
    title: 'Google OAuth client secret of before 2021',
    grants:
      'With its client ID it exchanges authorisation codes and refresh tokens in the name of the application.',
    revoke: {
      steps: 'Add a new client secret to the client, deploy it, then delete this one.',
      url: CLIENTS,
    },
    severity: 'high',
    precision: 'medium',
    references: ['https://developers.google.com/identity/protocols/oauth2'],
    ...beside(['google_client', 'google_oauth', 'google_auth', 'google_app'], [[BASE64_URL, 24]], {
      named: ['secret'],
      holds: mixed,
    }),
    hits: (samples) => [
      { text: `GOOGLE_CLIENT_SECRET=aB3${samples.of(BASE64_URL, 20)}x\n` },
      { text: `"google_oauth_secret": "aB3${samples.of(BASE64_URL, 20)}x"\n` },
    ],
  }),
  defineFormat({
    id: 'google-oauth-access-token',
    title: 'Google OAuth access token',
    grants: 'It does what the user or service account granted, for up to an hour.',
    revoke: {
      steps: 'Revoke the token at the OAuth endpoint; it expires within an hour.',
      url: 'https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke',
    },
    severity: 'medium',
    precision: 'high',
    references: ['https://developers.google.com/identity/protocols/oauth2#size'],
    ...token(['ya29.', [BASE64_URL, 68, 1800]]),
  }),
  defineFormat({
    id: 'google-oauth-refresh-token',
    title: 'Google OAuth refresh token',
    grants:
      'It obtains access tokens in the name of the user until it is revoked; `firebase login:ci` makes these, too.',
    revoke: {
      steps:
        'Revoke the token at the OAuth endpoint, or the application under the third-party access of the account.',
      url: 'https://myaccount.google.com/connections',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://developers.google.com/identity/protocols/oauth2#expiration'],
    ...token(['1//0', [BASE64_URL, 60, 256]]),
  }),
  defineFormat({
    id: 'google-fcm-server-key',
    title: 'Firebase Cloud Messaging server key',
    grants: 'It sends push messages to every device of the application.',
    revoke: {
      steps:
        'Delete the server key in the project settings under Cloud Messaging and move to the HTTP v1 API.',
      url: 'https://firebase.google.com/docs/cloud-messaging/migrate-v1',
    },
    severity: 'high',
    precision: 'very-high',
    references: ['https://firebase.google.com/docs/cloud-messaging/migrate-v1'],
    ...token(['AAAA', [BASE64_URL, 7], ':APA91b', [BASE64_URL, 134]], { keywords: [':APA91b'] }),
    window: { before: 16, after: 148 },
  }),
  defineFormat({
    id: 'google-recaptcha-secret-key',
    title: 'Google reCAPTCHA secret key',
    grants: 'It verifies answers in the name of the site, which makes its check worthless.',
    revoke: {
      steps: 'Make a new pair of keys for the site in the reCAPTCHA console, then delete the old one.',
      url: 'https://www.google.com/recaptcha/admin',
    },
    severity: 'medium',
    precision: 'high',
    references: ['https://developers.google.com/recaptcha/docs/verify'],
    ...beside(['recaptcha'], ['6L', [BASE64_URL, 38]], { named: ['secret', 'private', 'server'] }),
  }),
  defineFormat({
    id: 'google-hmac-secret',
    title: 'Google Cloud Storage HMAC secret',
    grants: 'With its access ID it reads and writes the buckets that the service account may.',
    revoke: {
      steps: 'Deactivate and delete the HMAC key under Cloud Storage → Settings → Interoperability.',
      url: 'https://cloud.google.com/storage/docs/authentication/managing-hmackeys',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://cloud.google.com/storage/docs/authentication/hmackeys'],
    ...beside(['gcs_hmac', 'gs_secret_access', 'gcs_secret', 'gcs_access', 'goog_hmac'], [[BASE64, 40]], {
      named: ['secret', 'key'],
      holds: mixed,
    }),
  }),
];
