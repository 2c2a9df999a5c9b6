/** Names and addresses that never leave the machine or a private network. */
const PRIVATE =
  /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[?::1\]?|10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+|169\.254\.\d+\.\d+|host\.docker\.internal|testserver|test|.*\.(?:internal|local|lan|test|svc|cluster\.local|home\.arpa|onion|invalid))$/i;

/** The host of `http://host:port/…`, where it is constant; undefined where it is not. */
export function hostOf(address: string): string | undefined {
  const match = /^[a-z]+:\/\/(?:[^/@\s]*@)?(\[[^\]]*\]|[^/:?#\s]+)(.?)/i.exec(address);
  return match?.[1];
}

/** A name without a dot is a service of the same network: `http://api:8000`. */
export function isPrivateHost(host: string): boolean {
  return PRIVATE.test(host) || !/[.:]/.test(host);
}
