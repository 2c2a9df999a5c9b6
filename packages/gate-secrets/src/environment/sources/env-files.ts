import { envFileRole, type EnvEntry } from '@railgate/code';
import { parseEnvFile } from '@railgate/code/reader';

import type { Declaration, FileSays } from '../model.js';

/** What a `.env` file declares; in an example also what stands in comments: `# SENTRY_DSN=`. */
export function fromEnvFile(path: string, text: string): FileSays {
  const document = parseEnvFile(path, text);
  const source = envFileRole(path) === 'example' ? 'example' : 'env';
  const entries = document.entries.filter(({ key }) => /^[A-Za-z_]\w*$/.test(key));
  const own = entries.map((entry) => declared(path, entry, source));
  const commented = source === 'example' ? inComments(path, text) : [];
  return { declarations: [...own, ...commented], envFiles: [{ path, document, entries }] };
}

function declared(path: string, { key, region }: EnvEntry, source: 'example' | 'env'): Declaration {
  return { name: key, place: { path, region }, source };
}

const LINES = 10_000;

function inComments(path: string, text: string): Declaration[] {
  return text.split(/\r?\n/, LINES).flatMap((line, index) => {
    const name = /^\s{0,20}#{1,3}\s{0,5}(?:export\s{1,5})?([A-Z][A-Z\d_]{1,100})\s{0,5}=/.exec(
      line.slice(0, 300),
    )?.[1];
    const place = { path, region: { startLine: index + 1 } };
    return name === undefined ? [] : [{ name, place, source: 'example' as const, isComment: true }];
  });
}
