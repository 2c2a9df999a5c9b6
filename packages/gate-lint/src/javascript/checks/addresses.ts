import { HOLE } from '../model/static-text.js';

const PRIVATE_HOST =
  /^(?:localhost|0\.0\.0\.0|127(?:\.\d+){3}|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|169\.254(?:\.\d+){2}|\[.*\])$/;
/** Names that only a private network knows. `railway.internal` is Railway's, encrypted by WireGuard. */
const PRIVATE_SUFFIX =
  /\.(?:internal|local|localhost|lan|home|test|invalid|svc|cluster\.local|docker|consul|intranet|corp)$/;

/** The host of an unencrypted address that leaves the private network, or nothing. */
export function publicPlainHost(text: string): string | undefined {
  const match = /^(?:http|ws):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(
    text.startsWith(HOLE) ? text.slice(1) : text,
  );
  const host = match?.[1]?.toLowerCase();
  if (host === undefined || host.includes(HOLE)) return undefined;
  // A name without a dot is another container or a Compose service.
  if (!host.includes('.') || PRIVATE_HOST.test(host) || PRIVATE_SUFFIX.test(host)) return undefined;
  return host;
}
