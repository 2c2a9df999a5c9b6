import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';

import type { Network } from '@railgate/kit';

import { readLayers, type Host, type NpmLayers } from './npm-layers.js';

/** npm's own default, as its documentation of `registry` gives it. */
const DEFAULT_REGISTRY = 'https://registry.npmjs.org/';
/** The public registry under the names that lockfiles give it. */
const PUBLIC_HOSTS: ReadonlySet<string> = new Set([
  'registry.npmjs.org',
  'registry.yarnpkg.com',
  'registry.npmjs.com',
]);

/** What npm's configuration says of registries. The scanned repository has no say in it. */
export class NpmConfig {
  /** For an npm that we start: the same configuration, in the form of variables. */
  readonly environment: Readonly<Record<string, string>>;
  readonly #layers: NpmLayers['layers'];

  /** @param root of the scanned repository */
  static read(root: string, host: Host = thisHost()): NpmConfig {
    return new NpmConfig(readLayers(root, host));
  }

  private constructor({ layers, environment }: NpmLayers) {
    this.#layers = layers;
    this.environment = environment;
  }

  /** The registry of a package, by its scope. Ends with a slash. May be no address at all: then nobody can be asked. */
  registryOf(name: string): string {
    const scope = name.startsWith('@') ? name.split('/')[0] : undefined;
    const own = scope === undefined ? undefined : this.#get(`${scope}:registry`);
    return withSlash(own ?? this.#get('registry') ?? DEFAULT_REGISTRY);
  }

  /** The value of the header `authorization` for an address: npm looks for the longest path that has a credential. */
  authorizationFor(url: string): string | undefined {
    for (const key of nerfDarts(url)) {
      const token = this.#get(`${key}:_authToken`);
      if (token !== undefined) return `Bearer ${token}`;
      const basic = this.#get(`${key}:_auth`) ?? this.#login(key);
      if (basic !== undefined) return `Basic ${basic}`;
    }
    return undefined;
  }

  /** How it is reached: proxies and certificates. */
  networkFor(url: string): Network {
    // npm asks both kinds of addresses through the one proxy.
    const proxy = this.#address('https-proxy') ?? this.#address('proxy');
    const ca = this.#certificates();
    return {
      httpProxy: proxy,
      httpsProxy: proxy,
      noProxy: this.#get('noproxy'),
      ...(ca && { ca }),
      ...this.#ownCertificate(url),
      strict: this.#get('strict-ssl') !== 'false',
    };
  }

  #login(key: string): string | undefined {
    const name = this.#get(`${key}:username`);
    const password = this.#get(`${key}:_password`);
    if (name === undefined || password === undefined) return undefined;
    return Buffer.from(`${name}:${Buffer.from(password, 'base64').toString()}`).toString('base64');
  }

  #certificates(): readonly string[] | undefined {
    const file = this.#get('cafile');
    const text = read(file);
    if (text !== undefined) return text.match(PEM) ?? [];
    const given = this.#layers
      .map((layer) => layer.get('ca'))
      .find((value) => value !== undefined && value !== 'null');
    if (given === undefined) return undefined;
    return typeof given === 'string' ? given.split('\n\n') : given;
  }

  #ownCertificate(url: string): Pick<Network, 'cert' | 'key'> {
    for (const key of nerfDarts(url)) {
      const cert = read(this.#get(`${key}:certfile`));
      const secret = read(this.#get(`${key}:keyfile`));
      if (cert !== undefined && secret !== undefined) return { cert, key: secret };
    }
    const [cert, key] = [this.#get('cert'), this.#get('key')];
    return cert === undefined || key === undefined ? {} : { cert, key };
  }

  #address(key: string): string | undefined {
    const value = this.#get(key);
    return value !== undefined && URL.canParse(value) ? value : undefined;
  }

  /** Nothing where npm would take it for unset. */
  #get(key: string): string | undefined {
    for (const layer of this.#layers) {
      const value = layer.get(key);
      if (typeof value !== 'string') continue;
      return value === '' || value === 'null' || value === 'undefined' ? undefined : value;
    }
    return undefined;
  }
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]{1,100000}-----END CERTIFICATE-----/g;

function read(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** `//host/a/b`, `//host/a/`, `//host/a`, `//host/`, `//host`: the keys under which npm looks for a credential. */
function nerfDarts(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { host, pathname } = new URL(url);
  const keys: string[] = [];
  for (let key = `//${host}${pathname}`; key.length > 2; key = key.replace(/[^/]+$|\/$/, '')) keys.push(key);
  return keys;
}

/** Do both lead to the same registry? The public one has several names. */
export function isSameRegistry(a: string, b: string): boolean {
  const [first, second] = [hostOf(a), hostOf(b)];
  if (first === undefined || second === undefined) return false;
  return first === second || (PUBLIC_HOSTS.has(first) && PUBLIC_HOSTS.has(second));
}

/** Everybody may know what it has. */
export function isPublicRegistry(url: string): boolean {
  return PUBLIC_HOSTS.has(hostOf(url) ?? '');
}

function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined;
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`;
}

function thisHost(): Host {
  return { env: process.env, home: process.env['HOME'] ?? homedir(), execPath: process.execPath };
}
