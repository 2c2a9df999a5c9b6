import { homedir } from 'node:os';
import { join } from 'node:path';

import type { Answer } from '../loopback.js';

/** The variables that name its servers; each start asks the first of them. */
export const SERVERS = [
  'SAFETY_AUTH_SERVER_URL', 'SAFETY_PLATFORM_API_BASE_URL', 'SAFETY_PLATFORM_URL', 'SAFETY_PLATFORM_V2_URL',
  'SAFETY_FIREWALL_API_BASE_URL', 'SAFETY_DATA_API_BASE_URL',
] as const; // prettier-ignore

/** An environment in which it knows no server but this one. That of the data needs the slash. */
export function serversAt(url: string): Record<string, string> {
  return Object.fromEntries(SERVERS.map((name) => [name, name.includes('DATA') ? `${url}/` : url]));
}

/** A home without the user's settings and logins. Where pip puts what a user installs is still the user's. */
export function homeIn(folder: string): Record<string, string> {
  const home = { HOME: folder, SAFETY_SYSTEM_CONFIG_PATH: folder };
  if (process.platform !== 'linux') return home;
  return { ...home, PYTHONUSERBASE: process.env['PYTHONUSERBASE'] ?? join(homedir(), '.local') };
}

/** What it asks before it does anything: an OpenID provider without keys. No account is given. */
export const startUpProbe: Answer = ({ path }, url) => {
  if (path === '/.well-known/openid-configuration') {
    return {
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/keys`,
    };
  }
  return path === '/keys' ? { keys: [] } : undefined;
};
