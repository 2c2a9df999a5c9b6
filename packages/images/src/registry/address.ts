/** What people call `docker.io` answers there. */
const DOCKER_HUB = 'registry-1.docker.io';
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/i;

/** Without encryption only on this machine, as Docker does it. */
export function addressOf(registry: string): string {
  const host = registry === 'docker.io' ? DOCKER_HUB : registry;
  return `${isLoopback(host) ? 'http' : 'https'}://${host}`;
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** What a secret may be sent to, and what bytes are taken from. */
export function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.host));
}
