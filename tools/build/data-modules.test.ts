import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { rolldown, type InputOptions } from 'rolldown';
import { afterEach, beforeEach, expect, it } from 'vitest';

import { dataModules } from './data-modules.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'railgate-data-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const OPTIONS: Pick<InputOptions, 'platform' | 'resolve' | 'tsconfig'> = {
  platform: 'node',
  resolve: { extensionAlias: { '.js': ['.ts'] } },
  tsconfig: false,
};

async function bundled(data: string): Promise<string> {
  writeFileSync(join(folder, 'shapes.ts'), 'export const SHAPES: string[] = ["round", "square"];');
  writeFileSync(join(folder, 'known.data.ts'), data);
  writeFileSync(join(folder, 'index.ts'), 'export { KNOWN } from "./known.data.js";');
  const build = await rolldown({
    ...OPTIONS,
    input: join(folder, 'index.ts'),
    plugins: [dataModules(OPTIONS)],
  });
  try {
    const { output } = await build.generate({ format: 'cjs' });
    return output[0].code;
  } finally {
    await build.close();
  }
}

it('puts the data in the place of what makes it', async () => {
  const code = await bundled(
    'import { SHAPES } from "./shapes.js"; export const KNOWN = SHAPES.map((name) => ({ name, text: `"\\\\`, size: name.length }));',
  );
  const exports: { KNOWN?: unknown } = {};
  new Function('exports', code)(exports);
  expect(exports.KNOWN).toEqual([
    { name: 'round', text: '"\\', size: 5 },
    { name: 'square', text: '"\\', size: 6 },
  ]);
  expect(code).toContain('JSON.parse');
  expect(code).not.toContain('map(');
});

it('broken: what is no plain data ends the build', async () => {
  await expect(bundled('export const KNOWN = [/a/];')).rejects.toThrow('KNOWN is no plain data');
  await expect(bundled('export const KNOWN = { size: undefined };')).rejects.toThrow(
    'KNOWN is no plain data',
  );
});
