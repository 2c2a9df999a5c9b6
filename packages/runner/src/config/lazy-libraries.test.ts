import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** They cost 20 to 90 ms each at every start, and most runs have nothing for them to do. */
const STATIC_IMPORT = /^import (?!type ).*from '(?:ajv|yaml|jsonc-parser)(?:\/.*)?';$/m;

it.each(['config', 'discover'])(
  '%s loads parsers and validators only when there is something to read',
  (folder) => {
    const path = join(import.meta.dirname, '..', folder);
    const sources = readdirSync(path).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
    expect(sources.length).toBeGreaterThan(5);
    const offenders = sources.filter((name) => STATIC_IMPORT.test(readFileSync(join(path, name), 'utf8')));
    expect(offenders).toEqual([]);
  },
);
