import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { schemaViolations } from '../src/validate/index.js';

interface Schema {
  readonly definitions: Record<string, { properties: Record<string, { pattern?: string }> }>;
}

const schema = JSON.parse(
  readFileSync(new URL('../schema/sarif-2.1.0.schema.json', import.meta.url), 'utf8'),
) as Schema;

/** A log with this text in one place that has a pattern. */
const PLACES = [
  ['artifact', 'mimeType', (text: string) => ({ artifacts: [{ mimeType: text }] })],
  ['toolComponent', 'dottedQuadFileVersion', (text: string) => ({ tool: toolWith(text) })],
  ['run', 'language', (text: string) => ({ language: text })],
] as const;

function toolWith(dottedQuadFileVersion: string): object {
  return { driver: { name: 'T', dottedQuadFileVersion } };
}

function isValid(run: object): boolean {
  return schemaViolations({ version: '2.1.0', runs: [{ tool: toolWith('1.2.3.4'), ...run }] }).length === 0;
}

describe.each(PLACES)('the pattern of %s.%s, compiled', (definition, property, runWith) => {
  const { pattern } = schema.definitions[definition]?.properties[property] ?? {};

  it('matches what the pattern of the schema matches', () => {
    const original = new RegExp(pattern ?? 'no pattern', 'u');
    const text = fc.string({ unit: fc.constantFrom('/', 'a', '1', '.', '-', '\n', 'e', 'n'), maxLength: 12 });
    const examples = [
      ['text/plain'],
      ['/a'],
      ['a/'],
      ['a/\n'],
      ['a//'],
      ['1.2.3.4'],
      ['x1.22.3.4y'],
      ['1.2.3'],
      ['en-US'],
    ];
    fc.assert(
      fc.property(text, (candidate) => {
        expect(isValid(runWith(candidate))).toBe(original.test(candidate));
      }),
      { numRuns: 3000, examples: examples as [string][] },
    );
  });

  it('bears a megabyte', () => {
    for (const unit of ['1', '1.', ' ', 'a', '/', '1.1.', '\n']) {
      expect(typeof isValid(runWith(`${unit.repeat(1_000_000 / unit.length)}x`))).toBe('boolean');
    }
  });
});

describe('equal items', () => {
  const nested = (levels: number): object =>
    levels === 0 ? { id: 'x' } : { id: 'x', children: [nested(levels - 1)] };
  const graphOf = (levels: number): object => ({ graphs: [{ nodes: [nested(levels), nested(levels)] }] });

  it('are seen to a depth that nobody reaches, and not below', () => {
    expect(isValid(graphOf(14))).toBe(false);
    expect(isValid(graphOf(40))).toBe(true);
  });
});
