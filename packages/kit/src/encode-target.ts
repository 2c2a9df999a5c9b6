import { createHash } from 'node:crypto';

import { redact } from './redact.js';

/** The id of a project's target. One that lies in a folder `root` must not be taken for the root. */
export function projectTargetId(path: string): string {
  if (path === '.') return 'root';
  return path === 'root' ? './root' : path;
}

/** File systems take 255 bytes; the rest of the name needs some. */
const NAME_LIMIT = 160;

/**
 * A target as a part of a file name: `/` becomes `--`, and whatever could be taken for that, or is no plain
 * character, is percent-encoded. Long names are cut and end with a digest of the whole,
 * and so does one that holds a secret.
 */
export function encodeTarget(target: string): string {
  const shown = redact(target);
  const name = shown.toWellFormed().split('/').map(encodeSegment).join('--');
  if (name.length <= NAME_LIMIT && shown === target) return name;
  const digest = createHash('sha256').update(target).digest('hex').slice(0, 32);
  return `${name.slice(0, NAME_LIMIT)}%${digest}`;
}

/** Only a dash between two other characters stays: so `--` is always a slash. */
function encodeSegment(segment: string): string {
  return segment.replace(/[^A-Za-z0-9._-]|(?<![^-])-|-(?![^-])/gu, (character) => {
    return [...Buffer.from(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
      .join('');
  });
}
