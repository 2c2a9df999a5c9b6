import { tmpdir } from 'node:os';

import { cleanText, GateError, type ProcessRegistry } from '@railgate/contract';
import { runTool } from '@railgate/kit';

import { parse, readClientConfig, textOf, type ClientConfig, type Surroundings } from './client-config.js';

/** As the engine wants it in `X-Registry-Auth`. Secret: never in a message. */
export interface RegistryLogin {
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
  readonly serveraddress: string;
}

export interface LoginOptions extends Surroundings {
  readonly signal: AbortSignal;
  readonly processes: ProcessRegistry;
}

/** Docker Hub, as the Docker client writes it in its configuration. */
const DOCKER_HUB = 'https://index.docker.io/v1/';
const HELPER_SECONDS = 60;

/**
 * What the user's Docker client would log in with: a helper of this registry, else the helper of all, else what stands in its
 * configuration.
 *
 * @param registry `ghcr.io`, `docker.io`
 * @throws {GateError} `NEED_UNMET` when the helper that this registry needs is not there, or fails
 */
export async function registryLogin(
  registry: string,
  options: LoginOptions,
): Promise<RegistryLogin | undefined> {
  const config = await readClientConfig(options);
  const key = registry === 'docker.io' ? DOCKER_HUB : registry;
  const helper = namesOf(registry)
    .map((name) => config.credHelpers.get(name))
    .find((name) => name !== undefined);
  if (helper !== undefined) return askHelper(helper, key, options);
  const stored = storedLogin(config, registry, key);
  if (stored !== undefined || config.credsStore === undefined) return stored;
  return askHelper(config.credsStore, key, options);
}

/** How people and programs write one registry in the client's configuration. */
function namesOf(registry: string): readonly string[] {
  const hub = registry === 'docker.io' ? [DOCKER_HUB, 'index.docker.io', 'registry-1.docker.io'] : [];
  return [
    ...hub,
    registry,
    `https://${registry}`,
    `https://${registry}/`,
    `https://${registry}/v1/`,
    `https://${registry}/v2/`,
    `http://${registry}`,
  ];
}

function storedLogin(
  config: ClientConfig,
  registry: string,
  serveraddress: string,
): RegistryLogin | undefined {
  for (const name of namesOf(registry)) {
    const { auth, identityToken } = config.auths.get(name) ?? {};
    if (identityToken !== undefined) return { identitytoken: identityToken, serveraddress };
    const [username, password] = splitLogin(auth ?? '');
    if (username !== undefined && password !== undefined) return { username, password, serveraddress };
  }
  return undefined;
}

function splitLogin(auth: string): [string | undefined, string | undefined] {
  const text = Buffer.from(auth, 'base64').toString();
  const colon = text.indexOf(':');
  return colon < 1
    ? [undefined, undefined]
    : [text.slice(0, colon), text.slice(colon + 1).replace(/\0+$/, '')];
}

/** https://github.com/docker/docker-credential-helpers#development: the registry on standard input, JSON on the output. */
async function askHelper(
  name: string,
  registry: string,
  options: LoginOptions,
): Promise<RegistryLogin | undefined> {
  if (!/^[\w.-]{1,100}$/.test(name)) throw badHelper(name, 'its name is no name of a program');
  const command = `docker-credential-${name}`;
  const tool = {
    name: command,
    command,
    // 1: it has none for this registry, or it failed; its words tell which.
    answers: [0, 1],
    install: `Install ${command}, which the configuration of your Docker client names for ${registry}, or remove it there and log in again with \`docker login\`.`,
  };
  const { exitCode, stdout } = await runTool(tool, ['get'], {
    cwd: tmpdir(),
    timeout: HELPER_SECONDS,
    signal: options.signal,
    processes: options.processes,
    env: helperEnvironment(options.env),
    input: registry,
    outputLimit: 1024 * 1024,
  });
  if (exitCode === 0) return readAnswer(command, stdout, registry);
  if (/credentials not found|no credentials|not found in native keychain/i.test(stdout)) return undefined;
  throw badHelper(command, 'it failed');
}

/** A helper is the user's own program and keeps the user's credentials: it gets what the Docker client would hand on. */
function helperEnvironment(env: Surroundings['env']): Record<string, string> {
  const wanted =
    /^(?:PATH|HOME|USERPROFILE|DBUS_SESSION_BUS_ADDRESS|DISPLAY|WAYLAND_DISPLAY|XDG_RUNTIME_DIR|GNUPGHOME|GPG_TTY|PASSWORD_STORE_DIR|DOCKER_CONFIG|(?:AWS|GOOGLE|CLOUDSDK|AZURE|ACR|ECR|GCR)_\w+)$/;
  return Object.fromEntries(
    Object.entries(env).filter((one): one is [string, string] => one[1] !== undefined && wanted.test(one[0])),
  );
}

function readAnswer(command: string, stdout: string, serveraddress: string): RegistryLogin {
  const answer = parse(stdout, `What ${command} wrote`);
  const [username, secret] = [textOf(answer.Username), textOf(answer.Secret)];
  if (username === undefined || secret === undefined) throw badHelper(command, 'its answer holds no login');
  // https://docs.docker.com/reference/cli/docker/login/: such a user means that the secret is an identity token.
  return username === '<token>'
    ? { identitytoken: secret, serveraddress }
    : { username, password: secret, serveraddress };
}

/** What it wrote is in no message: it may be a secret. */
function badHelper(name: string, reason: string): GateError {
  return new GateError('NEED_UNMET', `${cleanText(name)} gave no login: ${reason}.`, {
    remedy:
      'Log in again with `docker login`, or mend `credsStore` and `credHelpers` in the configuration of your Docker client.',
  });
}
