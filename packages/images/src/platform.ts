/**
 * Is it what somebody who asks for `wanted` would get? `linux/arm64` is also asked for by who means `linux/arm64/v8`, and
 * engines leave the usual variant out: a variant counts where both name one.
 *
 * @param platform `linux/amd64`
 */
export function isPlatform(platform: string, wanted: string): boolean {
  const [os, architecture, variant] = platform.split('/');
  const [wantedOs, wantedArchitecture, wantedVariant] = wanted.split('/');
  const isVariant = variant === undefined || wantedVariant === undefined || variant === wantedVariant;
  return os === wantedOs && architecture === wantedArchitecture && isVariant;
}
