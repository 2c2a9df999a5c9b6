import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import pins from './pins.json' with { type: 'json' };
import { PYTHON_TOOLS } from './stub-machine.js';

it.each(Object.entries({ ...PYTHON_TOOLS, uv: pins.uv }))(
  'the requirements of %s have a version and digests for everything',
  (name, { version }) => {
    const wanted = requirementsOf(name);
    expect(wanted.map(([requirement]) => requirement)).toContain(`${name}==${version}`);
    for (const [requirement, ...hashes] of wanted) {
      expect(requirement).toMatch(/^[\w.-]+==[\w.]+( ; .+)?$/);
      expect(hashes).not.toEqual([]);
      for (const hash of hashes) expect(hash).toMatch(/^--hash=sha256:[0-9a-f]{64}$/);
    }
  },
);

/** Of each requirement in the file: what is required, and its digests. */
function requirementsOf(name: string): string[][] {
  const text = readFileSync(join(import.meta.dirname, `requirements/${name}.txt`), 'utf8');
  const lines = text
    .trim()
    .replaceAll(/\s*\\\n\s*/g, '\n')
    .split('\n');
  const requirements: string[][] = [];
  for (const line of lines) {
    if (line.startsWith('--hash=')) requirements.at(-1)?.push(line);
    else requirements.push([line]);
  }
  return requirements;
}
