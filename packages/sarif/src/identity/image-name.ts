const HUB = /^(?:(?:index|registry-1)\.)?docker\.io\//;

/**
 * The name of an image without tag and digest, so that a rebuilt image keeps its findings. The default host and its
 * `library/` go too: `alpine`, `alpine:3.20` and `docker.io/library/alpine@sha256:…` are one image.
 */
export function imageName(reference: string): string {
  const withoutDigest = reference.split('@', 1)[0] ?? '';
  const segment = withoutDigest.lastIndexOf('/') + 1;
  const colon = withoutDigest.indexOf(':', segment);
  const name = colon < 0 ? withoutDigest : withoutDigest.slice(0, colon);
  return name.replace(HUB, '').replace(/^library\//, '');
}
