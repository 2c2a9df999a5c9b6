import { isPlatform } from '../platform.js';
import type { Documents } from './document.js';
import type { Descriptor } from './oci-descriptor.js';

const USUAL = 'linux/amd64';
/** Platforms that a message names. */
const SHOWN = 10;

/**
 * Those of several forms of one image that an engine would take: of the platform that is asked for, else of the usual one,
 * else of the only one.
 *
 * @throws {GateError} when there are several and none of them is meant
 */
export function forPlatform(
  documents: Documents,
  variants: readonly Descriptor[],
  wanted: string | undefined,
): readonly Descriptor[] {
  const platforms = new Set(variants.map(({ platform }) => platform ?? ''));
  if (platforms.size <= 1) return variants;
  for (const one of [wanted, USUAL]) {
    const found = variants.filter(({ platform }) => isMeant(platform, one));
    if (found.length > 0) return found;
  }
  const named = [...platforms]
    .map((platform) => platform || 'none')
    .sort()
    .slice(0, SHOWN);
  throw documents.error(
    `holds an image for several platforms, and none of them is ${wanted ?? USUAL}: ${named.join(', ')}.`,
  );
}

export function isMeant(platform: string | undefined, wanted: string | undefined): boolean {
  return platform !== undefined && wanted !== undefined && isPlatform(platform, wanted);
}
