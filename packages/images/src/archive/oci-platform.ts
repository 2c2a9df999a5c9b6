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
    const found = variants.filter(({ platform }) => one !== undefined && isPlatform(platform, one));
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

/** `linux/arm64` is also asked for by who means `linux/arm64/v8`: a variant counts where both name one. */
function isPlatform(platform: string | undefined, wanted: string): boolean {
  if (platform === undefined) return false;
  const [os, architecture, variant] = platform.split('/');
  const [wantedOs, wantedArchitecture, wantedVariant] = wanted.split('/');
  const isVariant = variant === undefined || wantedVariant === undefined || variant === wantedVariant;
  return os === wantedOs && architecture === wantedArchitecture && isVariant;
}
