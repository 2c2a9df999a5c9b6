import { languageOf } from '@railgate/code';
import { EXTRACTORS } from '@railgate/code/reader';
import type { Checklist, Finding, Gap } from '@railgate/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { scanInMemory, type Repository } from '../src/in-memory.js';
import { railwayFileKind } from '../src/services/railway-files.js';
import { allCases } from './all-cases.js';

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
      const { findings, gaps, checklists, stepGaps } = await scanInMemory({ files });
      expect(gaps.filter(isCrash)).toEqual([]);
      for (const finding of findings) expectInside(finding, files);
      expectAnswered(checklists, [...gaps, ...stepGaps]);
    }),
    { numRuns: 200 },
  );
}, 120_000);

const damage: fc.Arbitrary<Damage> = fc.record({
  file: fc.nat(20),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(30),
  kind: fc.constantFrom('cut', 'insert', 'double', 'open', 'swap'),
  insert: piece,
});

const repositories = [...(await allCases()).values()].flatMap(({ ok, ng, broken = [] }) => [
  ...ok,
  ...ng,
  ...broken,
]);
/** Of the cases: larger ones only repeat what smaller ones say. */
const SIZE_LIMIT = 20_000;
const small = repositories.filter((one) => Object.values(one.files).join('').length < SIZE_LIMIT);

describe('the files of every case', () => {
  const paths = repositories.flatMap((one) => Object.keys(one.files));

  it('are of every language that is read, and of every kind of document', () => {
    const languages = new Set(paths.map((path) => languageOf(path)));
    expect(EXTRACTORS.flatMap((one) => one.languages).filter((one) => !languages.has(one))).toEqual([]);
    const kinds = new Set(paths.map((path) => railwayFileKind(path)));
    const wanted = [
      'config',
      'custom-config',
      'railpack',
      'iac',
      'dockerfile',
      'procfile',
      'manifest',
    ] as const;
    expect(wanted.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it('broken at random, end in findings or gaps, each within its file', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...small),
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        async (repository, damages) => {
          const files = damages.reduce(damaged, repository.files);
          const { findings, gaps, checklists, stepGaps } = await scanInMemory({ ...repository, files });
          expect(gaps.filter(isCrash)).toEqual([]);
          for (const finding of findings) expectInside(finding, files);
          expectAnswered(checklists, [...gaps, ...stepGaps]);
        },
      ),
      { numRuns: 400 },
    );
  }, 120_000);

  it('cut off anywhere, the same', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...small),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (repository, part) => {
          const files = mapTexts(repository, (text) => text.slice(0, Math.floor(part * text.length)));
          const { findings, gaps, checklists, stepGaps } = await scanInMemory({ ...repository, files });
          expect(gaps.filter(isCrash)).toEqual([]);
          for (const finding of findings) expectInside(finding, files);
          expectAnswered(checklists, [...gaps, ...stepGaps]);
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);

  it('with a byte order mark and CR LF say what they say without', async () => {
    const plain = small.filter((one) => !/[\r\uFEFF]/.test(Object.values(one.files).join('')));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...plain), async (repository) => {
        const files = mapTexts(repository, (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`);
        const odd = await scanInMemory({ ...repository, files });
        expect(rulesAt(odd.findings)).toEqual(rulesAt((await scanInMemory(repository)).findings));
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});

interface Damage {
  readonly file: number;
  readonly at: number;
  readonly length: number;
  readonly kind: 'cut' | 'insert' | 'double' | 'open' | 'swap';
  readonly insert: string;
}

/** One file with a piece that is gone, new, doubled, opened as often as nobody would, or behind its neighbour. */
function damaged(
  files: Readonly<Record<string, string>>,
  { file, at, length, kind, insert }: Damage,
): Readonly<Record<string, string>> {
  const paths = Object.keys(files);
  const path = paths[file % paths.length] ?? '';
  const text = files[path] ?? '';
  const start = Math.floor(at * text.length);
  const end = Math.min(text.length, start + length);
  const [before, chosen, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  const next = {
    cut: before + after,
    insert: before + insert + chosen + after,
    double: before + chosen.repeat(3) + after,
    open: before + chosen + insert.slice(0, 2).repeat(200) + after,
    swap: before + after.slice(0, length) + chosen + after.slice(length),
  }[kind];
  return { ...files, [path]: next };
}

function mapTexts({ files }: Repository, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text)]));
}

function rulesAt(findings: readonly Finding[]): string[] {
  return findings.map(({ ruleId, at }) => `${ruleId} ${at.path}:${at.region.startLine}`).sort();
}

/** A rule or a parser that ended in an exception. */
function isCrash({ message }: { readonly message: string }): boolean {
  return message.includes('stopped with');
}

/** Every place of a finding and of its fix is within its file, whose byte order mark does not count. */
function expectInside({ at, fix }: Finding, files: Readonly<Record<string, string>>): void {
  for (const { path, region } of [at, ...(fix?.edits ?? [])]) {
    const lines = (files[path] ?? '').replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
    expect(region.startLine).toBeGreaterThanOrEqual(1);
    expect(region.endLine ?? region.startLine).toBeLessThanOrEqual(lines.length);
    expect(region.endColumn ?? 1).toBeLessThanOrEqual((lines[(region.endLine ?? 1) - 1] ?? '').length + 1);
  }
}

/** Every step says something, names findings where it has some, and is a gap where it is unknown. */
function expectAnswered(checklists: readonly Checklist[], gaps: readonly Gap[]): void {
  for (const { status, evidence, findings, informational } of checklists.flatMap(({ steps }) => steps)) {
    expect(evidence.trim()).not.toBe('');
    expect(findings.length > 0).toBe(status === 'findings');
    if (status === 'unknown' && informational !== true) expect(gaps).not.toEqual([]);
  }
}

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
