import { describe, expect, it } from 'vitest';

import { samples } from '../../src/index.js';
import { notASecret, type Judged } from '../../src/judge/index.js';
import { rarity } from '../../src/judge/rarity.js';

const s = samples(11);
const hex = (count: number): string => s.of('0-9a-f', count);
const key = (): string => `k9${s.of('A-Za-z0-9', 22)}Z4`;
const given = { name: 'api_key', path: 'src/client.ts', line: '', trust: 'given' } as const;

/** What stands where a secret might, and is none. Anywhere, given to `api_key` in code unless it says something else. */
const LOOK_ALIKES: Record<string, readonly (string | Partial<Judged>)[]> = {
  'encrypted values': [
    `{${s.of('A-Za-z0-9+/', 43)}=}`,
    `ENC(${s.of('A-Za-z0-9+/', 43)}=)`,
    `ENC[AES256_GCM,data:${s.of('A-Za-z0-9+/', 31)}=,iv:${s.of('A-Za-z0-9+/', 43)}=,tag:${s.of('A-Za-z0-9+/', 22)}==,type:str]`,
    `ENC[PKCS7,${s.of('A-Za-z0-9+/', 391)}=]`,
    `{cipher}${hex(96)}`,
    `vault:v1:${s.of('A-Za-z0-9+/', 55)}=`,
    `encrypted:${s.of('A-Za-z0-9+/', 120)}`,
    `AgB${s.of('A-Za-z0-9+/', 700)}=`,
  ].flatMap((value) => [value, { value, trust: 'config' as const }, { value, trust: 'stored' as const }]),
  'keys that are published': [
    `pk_live_${s.of('A-Za-z0-9', 24)}`,
    `pk.eyJ${s.of('A-Za-z0-9', 40)}.${s.of('A-Za-z0-9', 22)}`,
    `phc_${s.of('A-Za-z0-9', 43)}`,
    `sb_publishable_${s.of('A-Za-z0-9', 22)}_${s.of('A-Za-z0-9', 8)}`,
  ],
  'web tokens, which have a format': [
    `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${s.of('A-Za-z0-9', 43)}`,
  ],
  placeholders: [
    'changeme',
    'change-me',
    'CHANGE_ME',
    'change_it',
    'changeme123',
    'YOUR_API_KEY',
    'your-api-key-here',
    'yourpasswordhere',
    '<your-key>',
    '<API_KEY>',
    'xxxxxxxxxxxxxxxx',
    `${s.of('A-Za-z0-9', 20)}XXX`,
    'XXXX-XXXX-XXXX-XXXX',
    '****************',
    '................',
    '________',
    'REDACTED',
    '[REDACTED]',
    'redacted-value-4f',
    'placeholder',
    'TODO',
    'insert-key-here',
    'INSERT_TOKEN_HERE',
    'replace_me_9',
    'replace-with-your-key',
    'enter your key',
    'example',
    'example-key-4f7a',
    'EXAMPLEKEY12345',
    'AKIAIOSFODNN7EXAMPLE',
    'dummy-key-42xz',
    'dummytoken',
    'fake-api-key-73',
    'sample_secret_8',
    'foobar',
    'foo-bar-baz-17',
    'lorem-ipsum-9',
    'none',
    'null',
    'undefined',
    'true',
    'N/A',
    'not-a-real-key-8x',
    'put your key here',
    'somesecretvalue',
    'test-key',
    'testing-secret-91',
    'sk-...',
    'abc...xyz',
    '•••••••••',
  ],
  references: [
    '${API_KEY}',
    '$API_KEY',
    '$(cat key)',
    '{{ api_key }}',
    '{{api_key}}',
    '<%= ENV["KEY"] %>',
    '<?php echo $key ?>',
    '#{key}',
    '%(key)s',
    '%{key}',
    '%API_KEY%',
    '%s',
    'Bearer %s',
    'process.env.API_KEY',
    'os.environ["KEY"]',
    'os.getenv("KEY")',
    'ENV["KEY"]',
    'env("KEY")',
    'import.meta.env.KEY',
    'System.getenv("KEY")',
    'secrets.API_KEY',
    'vault:secret/data/key',
    'op://vault/item/key',
    'arn:aws:secretsmanager:x',
    '!Ref Key',
    '!vault',
    'ENC[AES256_GCM,data]',
    'ENC(k3jF82mX)',
    '{cipher}a1b2c3',
    'var.api_key',
    'data.vault.key',
    '@@API_KEY@@',
    '__API_KEY__',
    'prefix-${KEY}-suffix',
    'a" + key + "b',
    '{0}',
    '{api_key}',
  ],
  'runs and repetitions': [
    'aaaaaaaaaaaaaaaa',
    '0000000000000000',
    '1234567890',
    '12345678901234567890',
    'abcdefghijklmnop',
    'abcdef0123456789',
    '0123456789abcdef0123456789abcdef',
    'qwertyuiop123',
    'asdfghjkl123',
    '1qaz2wsx3edc',
    'deadbeefdeadbeef',
    'cafebabe12',
    'abcabcabcabc',
    'fedcba9876543210',
    '11111111-1111-1111-1111-111111111111',
    'a1a1a1a1a1a1a1a1',
  ],
  'words, names and code': [
    'password',
    'mySecretPassword',
    'secret-access-key',
    'api_key',
    'apiKeyHeader',
    'X-Api-Key',
    'spring.datasource.password',
    'com.acme.security.Token',
    'get_secret_value',
    'correct-horse-battery',
    'ACCESS_TOKEN_EXPIRED',
    'invalid_grant_type',
    'string',
    'String',
    'varchar(255)',
    'SecretStr',
    'function(token) {',
    '(value) => value',
    'this.token',
    'Please enter it',
    'Passwort vergessen',
    'パスワード',
    'Contraseña1',
    '.password-input',
    '#password',
    'Bearer',
    'application/json',
    'p@ssw0rd',
    'P4ssw0rd!',
    's3cr3t',
    'adm1n123',
    'Welcome1!',
  ],
  'other forms': [
    '/run/secrets/db_password',
    './certs/server.key',
    '~/.ssh/id_rsa',
    'C:\\keys\\a.pem',
    'secrets/prod/key.json',
    'https://vault.acme.dev/v1/k3j82',
    'me@acme.dev',
    '1.22.333',
    'v2.0.1-rc.4',
    '2026-11-22',
    '3600',
    '0x1f',
    '1e9',
    '#a1b2c3',
    'sha256-abcdefabcdefabcdef',
    'sha512:0a1b2c3d',
    'ssh-rsa AAAAB3NzaC1yc2E',
    '-----BEGIN PUBLIC KEY-----',
    '-----BEGIN CERTIFICATE-----',
    'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A',
    '{k3jF82mXq0Lw7Zt5aB12cD34ef}',
  ],
  'digests that the line names': [
    { value: hex(64), line: 'sha256 token = x' },
    { value: hex(40), line: 'commit token: x' },
    { value: hex(32), line: 'md5 of the secret' },
    { value: hex(64), name: 'token_digest' },
    { value: hex(64), line: 'checksum secret' },
    { value: hex(40), line: 'ETag: token' },
  ],
  'base64 of words': [
    Buffer.from('user:password').toString('base64'),
    Buffer.from('test:test1234').toString('base64'),
    Buffer.from('example-app-secret').toString('base64'),
  ],
  'places that hold no secrets': [
    { value: key(), path: 'package-lock.json' },
    { value: key(), path: 'web/yarn.lock' },
    { value: key(), path: 'go.sum' },
    { value: key(), path: 'dist/app.min.js' },
    { value: key(), path: 'dist/app.js.map' },
    { value: key(), path: 'vendor/a/b.go' },
    { value: key(), path: 'node_modules/a/index.js' },
    { value: key(), path: 'i18n/de.json' },
    { value: key(), path: 'locale/de.po' },
    { value: key(), path: 'res/values/strings.xml' },
    { value: key(), path: 'src/client.test.ts' },
    { value: key(), path: 'tests/client.py' },
    { value: key(), path: 'src/test/java/ClientTest.java' },
    { value: key(), path: 'spec/client_spec.rb' },
    { value: key(), path: 'fixtures/a.json' },
    { value: key(), path: 'client_test.go' },
    { value: key(), path: 'src/__mocks__/a.js' },
    { value: key(), path: 'docs/setup.rst' },
    { value: key(), path: 'README.md' },
    { value: key(), path: 'examples/a.py' },
    { value: key(), path: 'config.example.yml' },
    { value: key(), path: '.env.sample', trust: 'stored' },
    { value: key(), path: 'test/.env', trust: 'stored' },
  ],
};

describe.each(Object.entries(LOOK_ALIKES))('%s', (_, cases) => {
  it.each(cases.map((each) => (typeof each === 'string' ? { value: each } : each)))(
    'ok: $value',
    (judged) => {
      expect(notASecret({ ...given, value: '', ...judged })).toBeTypeOf('string');
    },
  );
});

it('are a hundred at least', () => {
  expect(Object.values(LOOK_ALIKES).flat().length).toBeGreaterThanOrEqual(100);
});

describe.each([1, 2, 3, 4, 5])('ng: may be a secret (seed %i)', (seed) => {
  const random = samples(seed);
  it.each<[string, Partial<Judged> & { value: string; hasForm?: boolean }]>([
    ['letters and digits', { value: random.of('A-Za-z0-9', 32) }],
    ['hex', { value: random.of('0-9a-f', 32) }],
    ['base64', { value: `${random.of('A-Za-z0-9+/', 43)}=` }],
    ['a UUID given to a key', { value: random.uuid() }],
    ['all signs, with brackets and a dollar', { value: `${random.of('A-Za-z0-9(){}[]$^&*=+', 50)}` }],
    ['a password of a machine', { value: random.of('A-Za-z0-9', 16), name: 'db_password' }],
    [
      'a chosen password in settings',
      {
        value: `${random.of('a-z', 5)}${random.of('0-9', 3)}x`,
        name: 'password',
        path: 'a.ini',
        trust: 'config',
      },
    ],
    ['a word in a store', { value: random.of('a-z', 7), path: '.pgpass', trust: 'stored' }],
    ['a word with a form of its own', { value: random.of('A-Za-z0-9', 30), hasForm: true }],
    [
      'a form of its own, in a test',
      { value: random.of('A-Za-z0-9', 30), path: 'tests/a.py', hasForm: true },
    ],
    ['a commented-out token', { value: `k9${random.of('A-Za-z0-9', 32)}`, line: '# key = x' }],
  ])('%s', (_, { hasForm = false, ...judged }) => {
    const { trust, ...place } = given;
    expect(notASecret({ ...place, ...(!hasForm && { trust }), ...judged })).toBeUndefined();
  });
});

describe('rarity', () => {
  it('tells identifiers from random text, which entropy does not', () => {
    for (const word of ['spring.datasource.password', 'getUserPasswordOptions', 'access-token-expired'])
      expect(rarity(word)).toBeLessThan(5);
    for (let seed = 1; seed <= 50; seed++) {
      expect(rarity(samples(seed).of('A-Za-z0-9', 24))).toBeGreaterThan(5.4);
      expect(rarity(samples(seed).of('0-9a-f', 32))).toBeGreaterThan(5.2);
    }
  });

  it('is nothing for nothing, and a number for any text', () => {
    expect(rarity('')).toBe(0);
    for (const text of ['\u0000', '🔑', 'ß', ' ']) expect(rarity(text)).toBeGreaterThan(0);
  });
});

it('a private key counts everywhere but in tests and examples', () => {
  const block = `-----BEGIN PRIVATE KEY-----\n${s.of('A-Za-z0-9+/', 64)}\n-----END PRIVATE KEY-----`;
  const judge = (path: string): string | undefined => notASecret({ value: block, name: '', path, line: '' });
  expect([judge('deploy/server.key'), judge('src/main/app.ts'), judge('README')]).toEqual(
    Array.from({ length: 3 }, (_, index) => (index < 2 ? undefined : 'example')),
  );
  expect(judge('tests/fixtures/server.key')).toBe('example');
});

it('broken: texts made to be slow are judged in time that grows with their length', () => {
  const before = process.cpuUsage().user;
  for (const piece of ['a', 'a.', 'a/', '<a', '${', '{a', '...', '%(', 'x*', 'A1', '\\', 'é', ' '])
    for (const trust of ['given', 'config', 'stored'] as const)
      notASecret({
        ...given,
        value: piece.repeat(4000 / piece.length),
        path: `${piece.repeat(2000)}.js`,
        line: piece.repeat(4000),
        trust,
      });
  expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(5);
});

it('ng: a word of examples that stands in a long random key by chance makes it no example', () => {
  const value = `-----BEGIN RSA PRIVATE KEY-----\n${s.of('A-Za-z0-9', 700)}fAke${s.of('A-Za-z0-9', 700)}`;
  expect(notASecret({ value, name: '', path: 'a.pem', line: '' })).toBeUndefined();
  expect(notASecret({ value: `tok_fake${key()}`, name: '', path: 'a.ts', line: '' })).toBe('example');
});

it('ok: keys that were made for tests are none in what is vendored, either', () => {
  const value = '-----BEGIN PGP PRIVATE KEY BLOCK-----';
  const judge = (path: string) => notASecret({ value, name: '', path, line: value });
  expect(judge('vendor/github.com/a/b/openpgp/keys_test_data.go')).toBe('example');
  expect(judge('vendor/github.com/a/b/openpgp/keys.go')).toBeUndefined();
});
