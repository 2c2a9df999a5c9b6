import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

/** Every start of the command imports the gate, for its rules and options; parsers must wait until it scans. */
it('imports nothing but the contract at start', () => {
  const start = fileURLToPath(new URL('../src/index.ts', import.meta.url));
  const external = new Set<string>();
  const seen = new Set<string>();
  for (const queue = [start]; queue.length > 0;) {
    const file = queue.pop() as string;
    if (seen.has(file)) continue;
    seen.add(file);
    for (const from of staticImports(readFileSync(file, 'utf8'))) {
      if (!from.startsWith('.')) external.add(from);
      else queue.push(join(dirname(file), from.replace(/\.js$/, '.ts')));
    }
  }
  expect([...seen].filter((file) => !existsSync(file))).toEqual([]);
  expect(seen.size).toBeGreaterThan(20);
  expect([...external]).toEqual(['@railgate/contract']);
});

/** What stays after types are taken off. */
function staticImports(text: string): string[] {
  return [...text.matchAll(/^(?:import|export) (?!type )([^;]*?)from '([^']+)';/gm)].flatMap(
    ([, names, from]) => {
      const onlyTypes =
        /^\{[^}]*\}\s*$/.test(names ?? '') &&
        !/[{,]\s*(?!type )\w/.test((names ?? '').replace(/,\s*\}/, '}'));
      return onlyTypes || from === undefined ? [] : [from];
    },
  );
}
