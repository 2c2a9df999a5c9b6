import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cleanText, GateError } from '@railgate/contract';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder. */
  readonly home: string;
}

/** What the user's own Docker client is configured with, as far as it matters here. */
export interface ClientConfig {
  readonly currentContext?: string;
  /** Base64 of `user:password`, or an identity token, by registry as the client writes it. */
  readonly auths: ReadonlyMap<string, StoredLogin>;
  /** Name of the program that keeps all credentials, without its `docker-credential-`. */
  readonly credsStore?: string;
  /** The same for single registries. */
  readonly credHelpers: ReadonlyMap<string, string>;
}

export interface StoredLogin {
  readonly auth?: string;
  readonly identityToken?: string;
}

/** Of the Docker client: DOCKER_CONFIG, or `~/.docker`. */
export function configFolder({ env, home }: Surroundings): string {
  return env.DOCKER_CONFIG || join(home, '.docker');
}

/** @throws {GateError} `NEED_UNMET` when it is there and cannot be read: it may name another engine, and credentials. */
export async function readClientConfig(surroundings: Surroundings): Promise<ClientConfig> {
  const path = join(configFolder(surroundings), 'config.json');
  const config = parse((await readOptional(path)) ?? '{}', path);
  const { DOCKER_AUTH_CONFIG: more } = surroundings.env;
  const auths = {
    ...objectOf(config.auths),
    ...(more ? objectOf(parse(more, 'DOCKER_AUTH_CONFIG').auths) : {}),
  };
  const currentContext = textOf(config.currentContext);
  const credsStore = textOf(config.credsStore);
  return {
    ...(currentContext !== undefined && { currentContext }),
    ...(credsStore !== undefined && { credsStore }),
    auths: new Map(Object.entries(auths).map(([registry, login]) => [registry, loginOf(login)])),
    credHelpers: new Map(
      Object.entries(objectOf(config.credHelpers)).flatMap(([registry, name]) =>
        typeof name === 'string' && name !== '' ? [[registry, name] as const] : [],
      ),
    ),
  };
}

function loginOf(value: unknown): StoredLogin {
  const { auth, identitytoken } = objectOf(value);
  const [login, identityToken] = [textOf(auth), textOf(identitytoken)];
  return {
    ...(login !== undefined && { auth: login }),
    ...(identityToken !== undefined && { identityToken }),
  };
}

/** Nothing where there is no such file. */
export async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new GateError('NEED_UNMET', `${cleanText(path)} cannot be read (${code ?? 'unknown cause'}).`, {
      cause: error,
      remedy: 'Make the configuration of your Docker client readable for you.',
    });
  }
}

/** Without the parser's words, which repeat a part of what stands there. */
export function parse(text: string, path: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text), true);
  } catch {
    throw new GateError('NEED_UNMET', `${cleanText(path)} is no JSON object.`, {
      remedy: 'Mend the configuration of your Docker client: `docker context ls` must work.',
    });
  }
}

export function objectOf(value: unknown, isNeeded = false): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  if (isNeeded) throw new TypeError('no object');
  return {};
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
