import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The user's cache folder by the XDG base directories: a path that is not absolute does not count. */
export function cacheHome(): string | undefined {
  const configured = process.env['XDG_CACHE_HOME'] ?? '';
  if (isAbsolute(configured)) return configured;
  return isAbsolute(homedir()) ? join(homedir(), '.cache') : undefined;
}
