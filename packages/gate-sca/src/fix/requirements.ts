import { normalizeName } from '@railgate/dependencies';

import type { Refusal, Wanted } from './wanted.js';

const LINE_END = /(?<=\r\n|\n|\r(?!\n))/;
/** Name with extras and `==`; the version; what follows. */
const PIN =
  /^([ \t]{0,80}([A-Za-z0-9][\w.-]{0,200})[ \t]{0,20}(?:\[[^\][]{0,400}\])?[ \t]{0,20}={2,3}[ \t]{0,20})([\w.!+-]{1,100})(.{0,4000})$/;

/**
 * A requirements file with another version wherever this one is pinned: `==` alone is a pin, one of several conditions is
 * not. Everything else stays.
 */
export function repinRequirements(
  text: string,
  { occurrence: { name, version, held }, version: fixed }: Wanted,
): string | Refusal {
  const packages = held.indices.flatMap((index) => held.lockfile.packages[index] ?? []);
  if (packages.some(({ integrity }) => integrity !== undefined)) return HASHED;
  let count = 0;
  const lines = text.split(LINE_END).map((line) => {
    const [body = '', end = ''] = [line.replace(/[\r\n]+$/, ''), /[\r\n]+$/.exec(line)?.[0]];
    const [, head = '', asked = '', pin, rest = ''] = PIN.exec(body) ?? [];
    if (pin !== version || normalizeName(asked) !== name || !isPinAlone(rest)) return line;
    count++;
    return `${head}${fixed}${rest}${end}`;
  });
  return count > 0 ? lines.join('') : NO_PIN;
}

/** Markers and comments may follow; conditions, hashes and continued lines may not. */
function isPinAlone(rest: string): boolean {
  return /^[ \t]{0,80}(?:$|;|#)/.test(rest) && !rest.endsWith('\\');
}

const HASHED: Refusal = {
  reason:
    'The pin has hashes, which only the tool that wrote them can make: `pip-compile` or `uv pip compile`.',
};
const NO_PIN: Refusal = { reason: 'The line is no plain `name==version`.' };
