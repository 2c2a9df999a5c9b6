import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isSameRegistry, NpmConfig } from './npm-config.js';

let folder: string;
let root: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'railgate-npm-')));
  root = join(folder, 'repository');
  write({
    'home/nothing': '',
    'global/etc/nothing': '',
    'repository/package.json': '{}',
    'elsewhere/package.json': '{}',
  });
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const hostOf = (env: Record<string, string> = {}) => ({
  env: { PREFIX: join(folder, 'global'), ...env },
  home: join(folder, 'home'),
  execPath: process.execPath,
});
const configOf = (env?: Record<string, string>) => NpmConfig.read(root, hostOf(env));

/** What the real npm says, far from any project. */
function npmSays(keys: readonly string[], env: Record<string, string> = {}): unknown[] {
  const { PATH = '' } = process.env;
  return keys.map((key) => {
    const options = {
      cwd: join(folder, 'elsewhere'),
      env: { PATH, HOME: join(folder, 'home'), ...hostOf(env).env },
    };
    return execFileSync('npm', ['config', 'get', key, '--loglevel=silent'], {
      ...options,
      encoding: 'utf8',
    }).trim();
  });
}

describe('the user says', () => {
  it('what npm says that the user says: variables before the user before the machine', () => {
    write({
      'home/.npmrc': [
        'registry=https://user.example/npm',
        '@corp:registry=https://corp.example/',
        'proxy=http://p.example:1/',
      ].join('\n'),
      'global/etc/npmrc': [
        '@corp:registry=https://other.example/',
        '@two:registry=https://${HOST}/x/',
        'noproxy=a.example',
      ].join('\n'),
    });
    const env = { HOST: 'two.example', NPM_CONFIG_HTTPS_PROXY: 'http://q.example:2/' };
    const config = configOf(env);
    const network = config.networkFor('https://user.example/');
    expect([
      config.registryOf('left-pad'),
      config.registryOf('@corp/tool'),
      config.registryOf('@two/tool'),
      network.httpsProxy,
      network.noProxy,
    ]).toEqual(
      npmSays(['registry', '@corp:registry', '@two:registry', 'https-proxy', 'noproxy'], env).map(
        (said, i) => (i === 0 ? `${String(said)}/` : said),
      ),
    );
  });

  it('nothing: then it is the default of npm', () => {
    const [said] = npmSays(['registry']);
    expect(configOf().registryOf('left-pad')).toBe(said);
    expect(configOf().networkFor('https://x.example/')).toMatchObject({ strict: true, httpProxy: undefined });
  });

  it('which credential belongs to an address, by the longest path that has one', () => {
    write({
      'home/.npmrc': [
        '//a.example/:_authToken=${TOKEN}',
        '//a.example/deep/:_auth=YTpi',
        '//b.example/:username=me',
        '//b.example/:_password=cHc=',
        '//c.example:8080/npm:_authToken=port',
      ].join('\n'),
    });
    const config = configOf({ TOKEN: 'secret' });
    expect(config.authorizationFor('https://a.example/npm/-/x')).toBe('Bearer secret');
    expect(config.authorizationFor('https://a.example/deep/-/x')).toBe('Basic YTpi');
    expect(config.authorizationFor('https://b.example/-/x')).toBe(
      `Basic ${Buffer.from('me:pw').toString('base64')}`,
    );
    expect(config.authorizationFor('https://c.example:8080/npm/-/x')).toBe('Bearer port');
    expect(config.authorizationFor('https://c.example/npm/-/x')).toBeUndefined();
    expect(config.authorizationFor('https://evil.example/a.example/')).toBeUndefined();
    expect(config.environment).toMatchObject({
      TOKEN: 'secret',
      npm_config_userconfig: join(folder, 'home/.npmrc'),
    });
  });

  it('which certificates are trusted', () => {
    const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`;
    write({
      'home/ca.pem': `${pem('QQ==')}\n${pem('Qg==')}\n`,
      'home/.npmrc': 'cafile=${HOME}/ca.pem\nstrict-ssl=false\n',
    });
    expect(configOf({ HOME: join(folder, 'home') }).networkFor('https://x.example/')).toMatchObject({
      ca: [pem('QQ=='), pem('Qg==')],
      strict: false,
    });
    write({ 'home/.npmrc': 'cafile=/nowhere/ca.pem\n' });
    expect(configOf().networkFor('https://x.example/').ca).toBeUndefined();
  });
});

describe('the scanned repository says nothing', () => {
  const evil = 'https://evil.example/';

  it('by its .npmrc', () => {
    write({ 'repository/.npmrc': `registry=${evil}\n@corp:registry=${evil}\n` });
    expect(configOf().registryOf('@corp/x')).not.toBe(evil);
  });

  it('through the npm that was started in it and has put it into the environment', () => {
    write({
      'repository/.npmrc': 'registry=https://evil.example\nproxy=http://evil.example\ncafile=./evil.pem\n',
    });
    const started = {
      npm_execpath: '/usr/lib/npm-cli.js',
      npm_config_local_prefix: root,
      npm_config_registry: evil,
      npm_config_proxy: 'http://evil.example/',
      npm_config_cafile: join(root, 'evil.pem'),
      npm_config_https_proxy: 'http://mine.example/',
    };
    const config = configOf(started);
    expect(config.registryOf('x')).not.toBe(evil);
    expect(config.networkFor(evil)).toMatchObject({ httpsProxy: 'http://mine.example/' });
    expect(JSON.stringify(config.environment)).not.toContain('evil');
  });

  it('but a variable that the user has set counts', () => {
    write({ 'repository/.npmrc': 'registry=https://same.example/\n' });
    expect(configOf({ NPM_CONFIG_REGISTRY: 'https://same.example/' }).registryOf('x')).toBe(
      'https://same.example/',
    );
    expect(configOf({ npm_config_registry: 'https://mine.example' }).registryOf('x')).toBe(
      'https://mine.example/',
    );
  });

  it('by a file of the configuration that lies in it', () => {
    write({ 'repository/user.npmrc': `registry=${evil}\n` });
    const config = configOf({ npm_config_userconfig: join(root, 'user.npmrc') });
    expect(config.registryOf('x')).not.toBe(evil);
    expect(config.environment['npm_config_userconfig']).not.toContain(root);
  });
});

it('the public registry has several names', () => {
  const yarn = 'https://registry.yarnpkg.com/';
  expect(isSameRegistry(yarn, configOf().registryOf('x'))).toBe(true);
  expect(isSameRegistry(yarn, 'https://corp.example/')).toBe(false);
  expect(isSameRegistry('https://corp.example/a', 'https://corp.example/b')).toBe(true);
  expect(isSameRegistry('${REGISTRY}', '${REGISTRY}')).toBe(false);
});
