import { canonical, fitsPattern, literalLength, toPattern } from './canonical.js';
import type { Form } from './form-fit.js';

/**
 * `EXPOSE`. The classic builder and Buildah write the ports as the Dockerfile has them; BuildKit a list, `[3000/tcp 80/udp]`, or,
 * until 2024, a map with those of the base image: `map[3000/tcp:{} 80/tcp:{}]`.
 */
export function exposeForm(text: string): Form {
  const pattern = toPattern(text);
  const ports = text
    .split(/\s+/)
    .filter((port) => port !== '')
    .map(portOf);
  const known = ports.filter((port) => !port.includes('$'));
  return {
    length: literalLength(pattern),
    fits(step) {
      if (fitsPattern(pattern, step.text)) return 1;
      const bracket = step.plain.indexOf('[');
      if (bracket === -1) return 0;
      const written = step.plain
        .slice(bracket + 1)
        .replace(/\]$/, '')
        .split(/\s+/)
        .map((port) => port.replace(/:\{\}$/, ''));
      if (!known.every((port) => isWritten(port, written))) return 0;
      return step.plain.startsWith('map') || known.length < ports.length || written.length >= ports.length
        ? 1
        : 0;
    },
  };
}

/** Without quotes and a host's port, and with its protocol. */
function portOf(text: string): string {
  const port = canonical(text).toLowerCase();
  const last = port.slice(port.lastIndexOf(':') + 1);
  return last.includes('/') ? last : `${last}/tcp`;
}

/** `8000-8002/tcp` is written as three ports; its ends are enough to know it. */
function isWritten(port: string, written: readonly string[]): boolean {
  const [range = '', protocol = ''] = port.split('/');
  return range.split('-').every((one) => written.includes(`${one}/${protocol}`));
}
