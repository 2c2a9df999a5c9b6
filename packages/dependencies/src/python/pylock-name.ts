import { posix } from 'node:path';

/** `pylock.toml`, or `pylock.<name>.toml`. */
export function isPylock(path: string): boolean {
  return /^pylock(?:\.[^.]+)?\.toml$/.test(posix.basename(path));
}
