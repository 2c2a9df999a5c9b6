import fc from 'fast-check';
import { expect, it } from 'vitest';

import { scanInMemory } from '../src/in-memory.js';

const SEEDS: Readonly<Record<string, string>> = {
  'railway.json':
    '{ "build": { "builder": "NIXPACKS" }, "deploy": { "startCommand": "a \\"b\\" $PORT", "cronSchedule": "*/5 * * * *" } }',
  'railway.toml':
    '[build]\nbuilder = "docker"\n[[services]]\nname = \'a\'\n[environments.pr.deploy]\nnumReplicas = 2 # x\n',
  'railpack.json': '{ "steps": { "build": { "commands": ["...", { "cmd": "x" }], "env": {} } }, /* c */ }',
  Dockerfile:
    '# escape=`\nARG PORT=1\nFROM node:${TAG:-22} AS a\nRUN <<EOF\nx\nEOF\nENV A=1 `\n B="2"\nEXPOSE ${PORT} 3000/tcp\nCMD ["a", "--port", "$PORT"]\n',
  Procfile: 'web: gunicorn -b 0.0.0.0:8000 app\nrelease: x\n',
  '.railway/railway.ts':
    'import { service as s, github } from "railway/iac";\nconst r = () => github("a/b", { rootDirectory: "." });\ns("x", { source: r(), build: { dockerfilePath: "Dockerfile" } });\n',
};

const piece = fc.oneof(
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ',',
    ':',
    '\\',
    '$',
    '${',
    '`',
    '#',
    '//',
    '\n',
    '\r\n',
    '\0',
    '\u2028',
    '=',
    'FROM ',
    '<<',
    '__proto__',
    '😀',
  ),
  fc.string({ maxLength: 8 }),
);
const mutation = fc.record({
  path: fc.constantFrom(...Object.keys(SEEDS)),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat(6),
  insert: piece,
});

it('never throws, never stops a rule, and keeps every place within its file', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
      const files = mutate(mutations);
      const { findings, gaps } = await scanInMemory({ files });
      expect(gaps.filter((gap) => gap.message.includes('stopped with'))).toEqual([]);
      for (const { at, fix } of findings) {
        for (const { path, region } of [at, ...(fix?.edits ?? [])]) {
          const lines = (files[path] ?? '').split(/\r\n|\n|\r/);
          expect(region.startLine).toBeGreaterThanOrEqual(1);
          expect(region.endLine ?? region.startLine).toBeLessThanOrEqual(lines.length);
          expect(region.endColumn ?? 1).toBeLessThanOrEqual(
            (lines[(region.endLine ?? 1) - 1] ?? '').length + 1,
          );
        }
      }
    }),
    { numRuns: 400 },
  );
});

function mutate(
  mutations: readonly { path: string; at: number; cut: number; insert: string }[],
): Record<string, string> {
  const files = { ...SEEDS };
  for (const { path, at, cut, insert } of mutations) {
    const text = files[path] ?? '';
    const offset = Math.floor(at * text.length);
    files[path] = text.slice(0, offset) + insert + text.slice(offset + cut);
  }
  return files;
}
