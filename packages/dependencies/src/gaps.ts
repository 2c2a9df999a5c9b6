import { cleanText, type Gap } from '@railgate/contract';

/** A part of a file that was left out. `what` follows the file's name and has a full stop. */
export function partSkipped(path: string, line: number, what: string): Gap {
  return { code: 'PART_SKIPPED', path, line, message: `${cleanText(path)} ${cleanText(what)}` };
}
