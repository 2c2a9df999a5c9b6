import { cleanText } from '@railgate/contract';

/** What CycloneDX allows for a version; names have no limit there. */
const LONGEST = 1024;

/** A name or version of a hostile file as it may be written: one line, bounded, and Unicode that every parser takes. */
export function plainName(text: string): string {
  return cleanText(text.slice(0, LONGEST).toWellFormed()).slice(0, LONGEST);
}
