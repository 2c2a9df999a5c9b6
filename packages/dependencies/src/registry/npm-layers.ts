import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { isInside, readSource } from '@railgate/kit';

import { parseNpmrc, type Npmrc } from './npmrc.js';

/** What the process was started with. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Path of node. */
  readonly execPath: string;
}

/** Where npm's configuration comes from, the strongest first. */
export interface NpmLayers {
  readonly layers: readonly Npmrc[];
  /** Variables of npm's, as they may be handed to an npm that we start. */
  readonly environment: Readonly<Record<string, string>>;
}

const PREFIX = /^npm_config_/i;
/** Keys whose value npm changes before it hands it on: an absolute path, the content of a file. */
const CHANGED: ReadonlySet<string> = new Set([
  'userconfig',
  'globalconfig',
  'prefix',
  'cafile',
  'ca',
  'cert',
  'key',
]);
/** Those that say how a registry is reached. Others (`workspace`, `omit`, `offline`) would change what npm looks at. */
const HANDED_ON =
  /^(?:registry|proxy|https-proxy|noproxy|no-proxy|ca|cafile|cert|key|strict-ssl|local-address|maxsockets|cache|replace-registry-host|@.*|\/\/.*)$/;

/**
 * npm's configuration in npm's order: variables, the user's file, the global file, the one that comes with npm. The
 * scanned repository has no say: its `.npmrc` is not among them, and what an npm that was started in it has put from
 * there into the environment is taken out again, as is a file of the configuration that lies in it.
 *
 * @param root of the scanned repository
 */
export function readLayers(root: string, host: Host): NpmLayers {
  const env = ownVariables(root, host);
  const user = fileLayer(root, env.get('userconfig') ?? join(host.home, '.npmrc'), host);
  const prefix = env.get('prefix') ?? textOf(user.values.get('prefix')) ?? globalPrefix(host);
  const globalPath =
    env.get('globalconfig') ?? textOf(user.values.get('globalconfig')) ?? join(prefix, 'etc/npmrc');
  const global = fileLayer(root, globalPath, host);
  const builtin = fileLayer(root, join(globalPrefix(host), 'lib/node_modules/npm/npmrc'), host);
  const variables = new Map([...env].map(([key, value]) => [key, expand(value, host.env)]));
  return {
    layers: [variables, user.values, global.values, builtin.values],
    environment: {
      ...handedOn(env),
      ...mentioned([user.text, global.text, ...env.values()], host.env),
      npm_config_userconfig: user.path,
      npm_config_globalconfig: global.path,
    },
  };
}

/** By the names that npm gives them: `npm_config_https_proxy` is `https-proxy`. */
function ownVariables(root: string, host: Host): Map<string, string> {
  const ofRepository = repositoryValues(root, host);
  const found = new Map<string, string>();
  for (const [variable, value] of Object.entries(host.env)) {
    if (!PREFIX.test(variable) || value === undefined || value === '') continue;
    const key = keyOf(variable);
    // npm writes them in lower case; whoever sets them by hand in another way means it.
    const isNpms = variable === variable.toLowerCase() && host.env['npm_execpath'] !== undefined;
    const said = isNpms ? ofRepository.get(key) : undefined;
    const isRepositorys = said !== undefined && (CHANGED.has(key) || isSame(textOf(said), value));
    if (!isRepositorys) found.set(key, value);
  }
  return found;
}

function keyOf(variable: string): string {
  const key = variable.replace(PREFIX, '');
  return key.startsWith('//') ? key : key.replace(/(?!^)_/g, '-').toLowerCase();
}

function isSame(a: string | undefined, b: string): boolean {
  return a?.replace(/\/$/, '') === b.replace(/\/$/, '');
}

/** What the `.npmrc` says of the folder in which an npm was started that started us, if that is in the repository. */
function repositoryValues(root: string, { env }: Host): Npmrc {
  const folder = env['npm_config_local_prefix'];
  const paths = ['.npmrc'];
  if (folder !== undefined && folder !== root && isInside(root, folder))
    paths.push(`${folder.slice(root.length).replace(/^[/\\]/, '')}/.npmrc`);
  const values = paths.flatMap((path) => {
    const read = readSource({ root }, path);
    return 'gap' in read ? [] : [...parseNpmrc(read.text)];
  });
  return new Map(values.map(([key, value]) => [key, typeof value === 'string' ? expand(value, env) : value]));
}

interface FileLayer {
  readonly path: string;
  readonly text: string;
  readonly values: Npmrc;
}

/** Nothing where there is none. A file of the scanned repository is none of the user's. */
function fileLayer(root: string, path: string, { env, home }: Host): FileLayer {
  const full = resolve(expand(path, env).replace(/^~(?=\/)/, home));
  if (isInside(root, full)) return { path: NOWHERE, text: '', values: new Map() };
  const text = readOwn(full);
  const values = [...parseNpmrc(text)].map(([key, value]) => {
    const expanded = typeof value === 'string' ? expand(value, env) : value.map((one) => expand(one, env));
    return [expand(key, env), expanded] as const;
  });
  return { path: full, text, values: new Map(values) };
}

/** A path at which npm finds no file. */
const NOWHERE = '/dev/null/npmrc';

function readOwn(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '');
  } catch {
    return '';
  }
}

function globalPrefix({ env, execPath }: Host): string {
  return env['PREFIX'] ?? (process.platform === 'win32' ? dirname(execPath) : dirname(dirname(execPath)));
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const VARIABLE = /(?<!\\)(\\*)\$\{([^${}?]{1,200})(\?)?\}/g;

/** `${NAME}`, and `${NAME?}`, which is empty where there is no such variable. */
function expand(text: string, env: Host['env']): string {
  return text.replace(VARIABLE, (whole: string, slashes: string, name: string, optional?: string) => {
    if (slashes.length % 2 === 1) return whole.slice((slashes.length + 1) / 2);
    return slashes.slice(slashes.length / 2) + (env[name] ?? (optional === undefined ? `\${${name}}` : ''));
  });
}

function handedOn(env: ReadonlyMap<string, string>): Record<string, string> {
  const kept = [...env].filter(([key]) => HANDED_ON.test(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [
      `npm_config_${key.startsWith('//') ? key : key.replace(/(?!^)-/g, '_')}`,
      value,
    ]),
  );
}

/** The variables that the user's own configuration asks for: `//host/:_authToken=${NPM_TOKEN}`. */
function mentioned(texts: readonly string[], env: Host['env']): Record<string, string> {
  const names = texts.flatMap((text) => [...text.matchAll(VARIABLE)].map(([, , name]) => name ?? ''));
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
}
