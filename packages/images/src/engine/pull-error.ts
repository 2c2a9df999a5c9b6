import { cleanText, GateError } from '@railgate/contract';

import { isDiskFull, shownWords } from './refused.js';

/** Why an image did not come, in the words of an engine or of its registry, and what to do. First match counts. */
const REASONS: readonly Reason[] = [
  {
    pattern: /toomanyrequests|too many requests|rate limit|\b429\b/i,
    message: 'the registry limits how often you may pull',
    remedy: 'Log in with `docker login` (a login has a higher limit), wait, or use a mirror.',
  },
  {
    pattern:
      /no matching manifest|no image found in (?:image index|manifest list)|does not match the specified platform|no match for platform|manifest.{0,40}for platform|image operating system/i,
    message: 'it does not exist for this platform',
    remedy:
      'Set the option `platform` of the container gate to one that the image has (`docker manifest inspect` shows them).',
  },
  {
    pattern:
      /unauthorized|authentication required|no basic auth|incorrect username|invalid username|\b401\b/i,
    message: 'the registry does not know you',
    remedy: 'Log in with `docker login REGISTRY`; in CI, do so in a step before.',
  },
  {
    pattern:
      /pull access denied|requested access to the resource is denied|\bdenied\b|forbidden|insufficient.scope|\b403\b/i,
    message: 'there is no such image, or you may not have it',
    remedy:
      'Check the name. If the image is private, log in with `docker login REGISTRY` as somebody who may pull it.',
  },
  {
    pattern:
      /manifest unknown|name unknown|not found|no such image|repository.{0,200}does not exist|\b404\b/i,
    message: 'the registry has no such image',
    remedy: 'Check name and tag: the tag may have been removed.',
  },
  {
    pattern: /x509|certificate|tls:|server gave HTTP response to HTTPS client/i,
    message: 'the registry is not trusted',
    remedy:
      'Put the certificate of its authority into /etc/docker/certs.d/REGISTRY/ca.crt of the engine (Podman: /etc/containers/certs.d), or pull it by hand.',
  },
  {
    pattern:
      /no such host|dial tcp|connection refused|network is unreachable|i\/o timeout|timeout|timed out|TLS handshake|context deadline|EOF|connection reset|proxyconnect|Client\.Timeout/i,
    message: 'the engine cannot reach the registry, or the connection broke off',
    remedy:
      'Check the network and the proxy of the engine, and pull again; without a network, load the image with `docker load` before.',
  },
];

interface Reason {
  readonly pattern: RegExp;
  readonly message: string;
  readonly remedy: string;
}

export function pullError(reference: string, said: string, cause?: unknown): GateError {
  const name = cleanText(reference);
  const words = shownWords(said);
  if (isDiskFull(said)) {
    return new GateError(
      'NEED_UNMET',
      `${name} cannot be pulled: the disk of the container engine is full.`,
      {
        cause,
        remedy:
          'Free space there, for instance with `docker system prune` (`podman system prune`), and try again.',
      },
    );
  }
  const reason = REASONS.find(({ pattern }) => pattern.test(said));
  const message = reason === undefined ? 'the engine gave it up' : reason.message;
  return new GateError('NEED_UNMET', `${name} cannot be pulled: ${message}. The engine said: ${words}`, {
    cause,
    remedy: reason?.remedy ?? `Try \`docker pull ${name}\` by hand.`,
  });
}
