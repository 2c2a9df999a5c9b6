import type { LockfileFormat } from '@railgate/dependencies';

import type { Client } from './client.js';

/** Who upgrades lockfiles of which format. Each is loaded when it is asked. */
const CLIENTS = {
  'pnpm-lock': async () => (await import('./pnpm.js')).pnpm,
  'yarn-classic': async () => (await import('./yarn.js')).yarnClassic,
  'yarn-berry': async () => (await import('./yarn.js')).yarnBerry,
  'poetry-lock': async () => (await import('./poetry.js')).poetry,
  'uv-lock': async () => (await import('./uv.js')).uv,
} as const satisfies Partial<Record<LockfileFormat, () => Promise<Client>>>;

export type ClientFormat = keyof typeof CLIENTS;

export function hasClient(format: LockfileFormat): format is ClientFormat {
  return Object.hasOwn(CLIENTS, format);
}

export function clientOf(format: ClientFormat): Promise<Client> {
  return CLIENTS[format]();
}
