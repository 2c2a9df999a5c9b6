import { join } from 'node:path';

/** Ecosystems of osv.dev whose versions follow no distribution's releases: `Debian:11` is none. */
const ECOSYSTEM = /^[A-Za-z][A-Za-z0-9._-]{0,63}$/;

export function isEcosystemName(name: string): boolean {
  return ECOSYSTEM.test(name);
}

export const DATABASE_SUFFIX = '.osv';
export const SIGNALS_SUFFIX = '.signals';

export function databaseFile(folder: string, ecosystem: string): string {
  return join(folder, `${ecosystem}${DATABASE_SUFFIX}`);
}

export function signalsFile(folder: string, name: 'KEV' | 'EPSS'): string {
  return join(folder, `${name.toLowerCase()}${SIGNALS_SUFFIX}`);
}

/** osv-scanner 2.4 finds it with `--local-db-path <folder>`. */
export function archiveFile(folder: string, ecosystem: string): string {
  return join(folder, 'osv-scanner', ecosystem, 'all.zip');
}

/** Half of an archive that is being downloaded, and where it comes from. */
export function partialFile(folder: string, ecosystem: string): string {
  return join(folder, 'partial', `${ecosystem}.zip`);
}
