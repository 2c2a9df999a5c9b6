import { defineFormat } from '../format.js';
import { beside, token } from './form.js';
import { BASE64, HEX } from './pattern-parts.js';

/** https://docs.djangoproject.com: `get_random_secret_key` takes fifty of these. */
const DJANGO = 'a-z0-9!@#$%^&*(_=+-';
const DJANGO_PAGE = 'https://docs.djangoproject.com/en/stable/ref/settings/#secret-key';
const DJANGO_STEPS =
  'Make another with `django.core.management.utils.get_random_secret_key`, read it from the environment, and move the old one to SECRET_KEY_FALLBACKS until the sessions have ended.';
const FORGES =
  'It signs sessions and tokens that the application takes for its own: anybody can sign in as anybody.';

/** What frameworks sign sessions with and encrypt cookies with. */
export const FRAMEWORK = [
  defineFormat({
    id: 'laravel-app-key',
    title: 'Laravel application key',
    grants: 'It decrypts and forges cookies and whatever the application encrypted, which may run code.',
    revoke: {
      steps:
        'Run `php artisan key:generate`, keep the old key in APP_PREVIOUS_KEYS only until the data is encrypted again.',
      url: 'https://laravel.com/docs/encryption#gracefully-rotating-encryption-keys',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://laravel.com/docs/encryption'],
    ...beside(['app_key', 'app_previous_keys'], ['base64:', [BASE64, 43], '='], { named: [] }),
  }),
  defineFormat({
    id: 'rails-secret-key-base',
    title: 'Rails secret_key_base',
    grants: FORGES,
    revoke: {
      steps:
        'Make another with `bin/rails secret`, put it into the credentials or SECRET_KEY_BASE, and deploy.',
      url: 'https://guides.rubyonrails.org/security.html#session-storage',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://guides.rubyonrails.org/security.html#environmental-security'],
    ...beside(['secret_key_base', 'secret_token'], [[HEX, 128]], { named: [] }),
  }),
  defineFormat({
    id: 'phoenix-secret-key-base',
    title: 'Phoenix secret_key_base',
    grants: FORGES,
    revoke: {
      steps: 'Make another with `mix phx.gen.secret`, put it into SECRET_KEY_BASE, and deploy.',
      url: 'https://hexdocs.pm/phoenix/deployment.html',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://hexdocs.pm/phoenix/deployment.html'],
    ...beside(['secret_key_base'], [[BASE64, 64]], {
      named: [],
      holds: (value) => /[G-Zg-z]/.test(value),
    }),
  }),
  defineFormat({
    id: 'django-secret-key',
    title: 'Django SECRET_KEY',
    grants: FORGES,
    revoke: { steps: DJANGO_STEPS, url: DJANGO_PAGE },
    severity: 'critical',
    precision: 'very-high',
    references: [DJANGO_PAGE],
    keywords: ['secret_key'],
    pattern:
      /SECRET_KEY["']?\]?(?:\s{0,4}(?:: str )?[=:,]\s{0,4}|\s{0,4}=\s{0,4}[\w.]{1,40}\(\s{0,12}["']\w{1,40}["'],\s{0,12}(?:default=)?)[ru]?["'](?<secret>[a-z0-9!@#$%^&*(_=+-]{50})["']/,
    window: { before: 16, after: 190 },
    entropy: 3.6,
    // Fifty of fifty characters: two that are no letters or digits are missing once in two hundred keys.
    holds: (value) =>
      (value.match(/[!@#$%^&*(=+]/g)?.length ?? 0) >= 2 && /[a-z].*[0-9]|[0-9].*[a-z]/.test(value),
    hits: (samples) => [
      { text: `SECRET_KEY = '${django(samples.of(DJANGO, 48))}'\n` },
      { text: `SECRET_KEY = os.environ.get('SECRET_KEY', '${django(samples.of(DJANGO, 48))}')\n` },
    ],
    misses: (samples) => [
      { text: `SECRET_KEY = '${django(samples.of('a-z0-9', 46))}'\n` },
      { text: `SECRET_KEY = os.environ['SECRET_KEY']\nWORDS = '${samples.of(DJANGO, 50)}'\n` },
      { text: `SECRET_KEY = '${samples.of('a-z', 50)}'\n` },
    ],
  }),
  defineFormat({
    id: 'django-insecure-secret-key',
    title: 'Django SECRET_KEY of a new project',
    grants: `${FORGES} Django marks it as one for development.`,
    revoke: { steps: DJANGO_STEPS, url: DJANGO_PAGE },
    severity: 'low',
    precision: 'very-high',
    wordsAllowed: true,
    references: ['https://docs.djangoproject.com/en/stable/ref/checks/#security'],
    ...token(['django-insecure-', [DJANGO, 50]]),
    pattern: /(?<secret>django-insecure-[a-z0-9!@#$%^&*(_=+-]{50})(?=["'\s\\]|$)/,
    misses: (samples) => [
      { text: `SECRET_KEY = 'django-insecure-${samples.of(DJANGO, 49)}'\n` },
      { text: `SECRET_KEY = 'django-insecure-${samples.of('A-Z', 50)}'\n` },
    ],
  }),
  defineFormat({
    id: 'auth-js-secret',
    title: 'Auth.js (NextAuth) or Better Auth secret',
    grants: FORGES,
    revoke: {
      steps:
        'Make another with `npx auth secret`, put it into AUTH_SECRET, and deploy; everybody signs in again.',
      url: 'https://authjs.dev/reference/core#secret',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://authjs.dev/reference/core#secret'],
    ...beside(['auth', 'nextauth'], [[BASE64, 43], '='], {
      named: ['secret'],
      keywords: ['auth_secret', 'authsecret', 'auth-secret', 'auth.secret'],
    }),
  }),
  defineFormat({
    id: 'auth-js-hex-secret',
    title: 'Auth.js (NextAuth) or Better Auth secret in hexadecimal',
    grants: FORGES,
    revoke: {
      steps:
        'Make another with `npx auth secret`, put it into AUTH_SECRET, and deploy; everybody signs in again.',
      url: 'https://authjs.dev/reference/core#secret',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://authjs.dev/reference/core#secret'],
    ...beside(['nextauth', 'better_auth'], [[HEX, 64]], { named: ['secret'] }),
  }),
  defineFormat({
    id: 'flask-secret-key',
    title: 'Flask SECRET_KEY',
    grants: FORGES,
    revoke: {
      steps:
        "Make another with `python -c 'import secrets; print(secrets.token_hex())'`, read it from the environment, and keep the old one in SECRET_KEY_FALLBACKS until the sessions have ended.",
      url: 'https://flask.palletsprojects.com/en/stable/config/#SECRET_KEY',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://flask.palletsprojects.com/en/stable/quickstart/#sessions'],
    keywords: ['app.secret_key', "config['secret_key", 'config["secret_key', 'flask_secret'],
    pattern:
      /(?:app\.secret_key|config\[["']SECRET_KEY["']\]|FLASK_SECRET(?:_KEY)?)["']?\s{0,4}[=:]\s{0,4}[brf]?["']?(?<secret>[0-9a-f]{32,128})(?![A-Za-z0-9_-])/,
    window: { before: 2, after: 180 },
    entropy: 2.6,
    hits: (samples) => [
      { text: `app.secret_key = '${samples.of(HEX, 64)}'\n` },
      { text: `app.config['SECRET_KEY'] = '${samples.of(HEX, 32)}'\n` },
      { text: `FLASK_SECRET_KEY=${samples.of(HEX, 48)}\n` },
    ],
    misses: (samples) => [
      { text: `app.secret_key = '${samples.of(HEX, 31)}'\n` },
      { text: `app.config['SECRET_NAME'] = '${samples.of(HEX, 32)}'\n` },
    ],
  }),
  defineFormat({
    id: 'symfony-app-secret',
    title: 'Symfony APP_SECRET',
    grants: 'It signs URLs, remember-me cookies and fragments, which may run code of the application.',
    revoke: {
      steps: 'Put another random value into the environment and deploy.',
      url: 'https://symfony.com/doc/current/reference/configuration/framework.html#secret',
    },
    severity: 'high',
    precision: 'high',
    references: ['https://symfony.com/doc/current/reference/configuration/framework.html#secret'],
    keywords: ['app_secret'],
    pattern:
      /(?<![A-Za-z0-9_])APP_SECRET["']?\s{0,2}(?:[=:]|=>)\s{0,2}["']?(?<secret>[0-9a-f]{32})(?![A-Za-z0-9_-])/,
    window: { before: 2, after: 60 },
    entropy: 2.6,
    hits: (samples) => [
      { text: `APP_ENV=prod\nAPP_SECRET=${samples.of(HEX, 32)}\n`, path: '.env' },
      { text: `      APP_SECRET: "${samples.of(HEX, 32)}"\n`, path: 'compose.yaml' },
    ],
    misses: (samples) => [
      { text: `APP_SECRET=${samples.of(HEX, 31)}\n`, path: '.env' },
      { text: `MY_APP_SECRET_ID=${samples.of(HEX, 32)}\n` },
    ],
  }),
  defineFormat({
    id: 'aspnet-machine-key',
    title: 'ASP.NET machine key',
    grants:
      'It forges view state and forms authentication: anybody can sign in as anybody and run code on the server.',
    revoke: {
      steps:
        'Generate new keys in IIS under Machine Key, deploy them to every server, and look for what ran with the old ones.',
      url: 'https://learn.microsoft.com/iis/configuration/system.web/machinekey',
    },
    severity: 'critical',
    precision: 'very-high',
    references: ['https://learn.microsoft.com/iis/configuration/system.web/machinekey'],
    keywords: ['validationKey', 'decryptionKey'],
    pattern: /(?:validation|decryption)Key\s{0,2}=\s{0,2}"(?<secret>[0-9A-Fa-f]{48,128})["',]/,
    window: { before: 2, after: 160 },
    entropy: 2.6,
    hits: (samples) => [
      {
        text: `<machineKey validationKey="${samples.of('0-9A-F', 128)}" validation="SHA1" />\n`,
        path: 'web.config',
      },
      {
        text: `<machineKey decryptionKey="${samples.of('0-9A-F', 64)}" decryption="AES" />\n`,
        path: 'web.config',
      },
    ],
    misses: (samples) => [
      {
        text: '<machineKey validationKey="AutoGenerate,IsolateApps" validation="SHA1" />\n',
        path: 'web.config',
      },
      { text: `<machineKey validationKey="${samples.of('0-9A-F', 40)}" />\n`, path: 'web.config' },
    ],
  }),
  defineFormat({
    id: 'magento-crypt-key',
    title: 'Adobe Commerce (Magento) encryption key',
    grants: 'It decrypts stored payment and configuration data and forges tokens of administrators.',
    revoke: {
      steps: 'Change the key under System → Manage Encryption Key, which encrypts the data again.',
      url: 'https://experienceleague.adobe.com/en/docs/commerce-admin/systems/security/encryption-key',
    },
    severity: 'critical',
    precision: 'high',
    references: ['https://experienceleague.adobe.com/en/docs/commerce-admin/systems/security/encryption-key'],
    keywords: ["'crypt'"],
    pattern: /'crypt' => (?:\[|array ?\()\s{0,24}'key' => '(?<secret>[0-9a-f]{32})/,
    window: { before: 2, after: 110 },
    entropy: 2.6,
    hits: (samples) => [
      {
        text: `    'crypt' => [\n        'key' => '${samples.of(HEX, 32)}'\n    ],\n`,
        path: 'app/etc/env.php',
      },
      { text: `'crypt' => array('key' => '${samples.of(HEX, 32)}'),\n`, path: 'app/etc/env.php' },
    ],
    misses: (samples) => [
      {
        text: `    'crypt' => [\n        'key' => '${samples.of(HEX, 30)}'\n    ],\n`,
        path: 'app/etc/env.php',
      },
      {
        text: `    'cache' => [\n        'key' => '${samples.of(HEX, 32)}'\n    ],\n`,
        path: 'app/etc/env.php',
      },
    ],
  }),
];

/** Two characters that are neither letters nor digits, which nearly every key has. */
function django(random: string): string {
  return `${random.slice(0, 20)}#${random.slice(20, 30)}+${random.slice(30)}`;
}
