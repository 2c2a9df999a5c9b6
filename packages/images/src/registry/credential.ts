import { homedir } from 'node:os';

import { registryLogin, type RegistryLogin } from '../engine/registry-login.js';

/** The login for a registry (`ghcr.io`, `docker.io`), or nothing: then it is asked as anybody may. */
export type CredentialLookup = (registry: string) => Promise<RegistryLogin | undefined>;

/** What the user's Docker client would log in with. */
export function userCredentials(
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): CredentialLookup {
  const home = env['HOME'] ?? homedir();
  // A helper ends with the signal; nobody else has to know of it.
  const processes = { started: () => undefined, ended: () => undefined };
  return (registry) => registryLogin(registry, { env, home, signal, processes });
}

/** Nothing for an identity token, which only a token server takes. */
export function basicAuthorization({ username, password }: RegistryLogin): string | undefined {
  if (username === undefined || password === undefined) return undefined;
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
