import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyExportOptions, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, it } from 'vitest';

import { detect } from '../src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'railgate-keys-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function kindsIn(text: string, path = 'server.key'): string[] {
  return detect(Buffer.from(text), path).map(({ kind }) => kind);
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const ed25519 = generateKeyPairSync('ed25519').privateKey;

function pem(key: KeyObject, type: 'pkcs1' | 'pkcs8' | 'sec1', cipher?: string): string {
  const options: KeyExportOptions<'pem'> = { type, format: 'pem' };
  const locked = cipher === undefined ? options : { ...options, cipher, passphrase: 'of the test' };
  return key.export(locked).toString();
}

it.each([
  ['private-key-pkcs8', 'RSA', pem(rsa, 'pkcs8')],
  ['private-key-pkcs8', 'EC', pem(ec, 'pkcs8')],
  ['private-key-pkcs8', 'Ed25519', pem(ed25519, 'pkcs8')],
  ['private-key-rsa', 'PKCS #1', pem(rsa, 'pkcs1')],
  ['private-key-ec', 'SEC 1', pem(ec, 'sec1')],
  ['private-key-encrypted', 'AES', pem(rsa, 'pkcs8', 'aes-256-cbc')],
  ['private-key-encrypted-legacy', 'AES', pem(rsa, 'pkcs1', 'aes-128-cbc')],
])('ng: %s (%s), as OpenSSL writes it, in every kind of file', (kind, _, key) => {
  expect(kindsIn(key)).toEqual([kind]);
  expect(kindsIn(key.replaceAll('\n', '\r\n'))).toEqual([kind]);
  expect(kindsIn(JSON.stringify({ key }), 'settings.json')).toEqual([kind]);
  expect(kindsIn(JSON.stringify({ file: JSON.stringify({ key }) }), 'settings.json')).toEqual([kind]);
  expect(kindsIn(`KEY="${key.replaceAll('\n', '\\n')}"\n`, '.env')).toEqual([kind]);
  expect(kindsIn(`key: |\n  ${key.replaceAll('\n', '\n  ')}`, 'values.yaml')).toEqual([kind]);
  const lines = key.trim().split('\n');
  expect(kindsIn(`KEY = "${lines.join('\\n" +\n  "')}\\n";\n`, 'Keys.java')).toEqual([kind]);
});

it.each(['EC', 'Ed25519', 'RSA'])(
  'ng: a private JSON Web Key (%s) is found, its public half is not',
  (name) => {
    const key = { EC: ec, Ed25519: ed25519, RSA: rsa }[name] as KeyObject;
    const { d, ...open } = key.export({ format: 'jwk' });
    expect(kindsIn(JSON.stringify({ keys: [{ d, ...open }] }), 'keys.json')).toContain('private-key-jwk');
    expect(kindsIn(JSON.stringify({ keys: [{ ...open, d }] }, null, 2), 'keys.json')).toContain(
      'private-key-jwk',
    );
    expect(kindsIn(JSON.stringify({ keys: [open] }), 'keys.json')).toEqual([]);
  },
);

it.each([
  ['private-key-openssh', ''],
  ['private-key-openssh-encrypted', 'of the test'],
])('ng: %s, as ssh-keygen writes it; the public key is none', (kind, passphrase) => {
  const file = join(folder, kind);
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', '', '-f', file]);
  expect(kindsIn(readFileSync(file, 'utf8'), 'id_ed25519')).toEqual([kind]);
  expect(kindsIn(readFileSync(`${file}.pub`, 'utf8'), 'id_ed25519.pub')).toEqual([]);
});

it('ok: a header alone, a truncated key, a public key and a certificate request are no private key', () => {
  const key = pem(rsa, 'pkcs8');
  const lines = key.trim().split('\n');
  const [first = '', second = ''] = lines;
  expect(kindsIn(`const HEADER = '${first}';\n`, 'parse.ts')).toEqual([]);
  expect(kindsIn(`${first}\n${second}\n...\n${lines.at(-1) ?? ''}\n`)).toEqual([]);
  expect(kindsIn([first, ...lines.slice(1, 6), lines.at(-1)].join('\n'))).toEqual([]);
  expect(kindsIn(key.replaceAll('PRIVATE', 'PUBLIC'))).toEqual([]);
});
