import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { logSource, readLog, SarifReadError } from '../../src/read/index.js';
import { schemaViolations } from '../../src/validate/index.js';

/** A log with a bit of everything. */
const FULL = {
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'T',
          rules: [
            { id: 'A', messageStrings: { a: { text: 'x' } }, properties: { tags: ['t'] } },
            { id: 'B' },
          ],
          taxa: [{ id: 'X' }],
        },
        extensions: [
          { name: 'E', rules: [{ id: 'EA', relationships: [{ target: { id: 'X' }, kinds: ['k'] }] }] },
        ],
      },
      invocations: [{ executionSuccessful: true, toolExecutionNotifications: [{ message: { text: 'n' } }] }],
      artifacts: [{ location: { uri: 'a' }, hashes: { md5: 'x' } }, { parentIndex: 0 }],
      originalUriBaseIds: { ROOT: { uri: 'file:///a/' } },
      logicalLocations: [{ name: 'l' }],
      newlineSequences: ['\n'],
      automationDetails: { id: 'a/' },
      results: [
        {
          ruleId: 'A',
          ruleIndex: 0,
          rule: { id: 'A', index: 0, toolComponent: { index: 0 } },
          level: 'note',
          message: { text: 'm', arguments: ['x'] },
          locations: [
            {
              id: 1,
              physicalLocation: {
                artifactLocation: { uri: 'a', index: 0 },
                region: { startLine: 1, endLine: 2 },
              },
              logicalLocations: [{ index: 0 }],
            },
          ],
          codeFlows: [
            {
              threadFlows: [
                { locations: [{ location: { message: { text: 'f' } }, state: { a: { text: 'v' } } }] },
              ],
            },
          ],
          stacks: [{ frames: [{ location: {} }] }],
          graphs: [
            {
              nodes: [{ id: 'n', children: [{ id: 'c' }] }],
              edges: [{ id: 'e', sourceNodeId: 'n', targetNodeId: 'c' }],
            },
          ],
          graphTraversals: [{ resultGraphIndex: 0, edgeTraversals: [{ edgeId: 'e' }] }],
          fixes: [
            {
              artifactChanges: [
                { artifactLocation: { uri: 'a' }, replacements: [{ deletedRegion: { startLine: 1 } }] },
              ],
            },
          ],
          suppressions: [{ kind: 'external', status: 'accepted' }],
          partialFingerprints: { a: 'b' },
          taxa: [{ id: 'X' }],
          workItemUris: ['https://a.example/1'],
          provenance: {
            firstDetectionTimeUtc: '2026-01-01T00:00:00Z',
            conversionSources: [{ artifactLocation: { uri: 'c' } }],
          },
          webRequest: { headers: { a: 'b' }, index: 0 },
        },
        { message: { id: 'a' }, rank: 5 },
      ],
    },
  ],
};

/** Every place in a tree, as a list of keys. */
function pathsOf(node: unknown, path: readonly string[] = []): string[][] {
  const own = path.length === 0 ? [] : [[...path]];
  if (typeof node !== 'object' || node === null) return own;
  return [...own, ...Object.entries(node).flatMap(([key, value]) => pathsOf(value, [...path, key]))];
}

interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
  readonly key: string | undefined;
}

function change(root: unknown, { path, value, key }: Change): void {
  let node = root as Record<string, unknown>;
  for (const step of path.slice(0, -1)) {
    const next = node[step];
    if (typeof next !== 'object' || next === null) return;
    node = next as Record<string, unknown>;
  }
  const last = path.at(-1) ?? '';
  const target = key === undefined ? node : node[last];
  if (typeof target !== 'object' || target === null) return;
  const name = key ?? last;
  if (value === undefined && !Array.isArray(target)) Reflect.deleteProperty(target, name);
  else (target as Record<string, unknown>)[name] = structuredClone(value);
}

const JUNK = [
  undefined,
  null,
  -1,
  0,
  1.5,
  1e30,
  '',
  'C:\\a b',
  'true',
  '7',
  true,
  [],
  {},
  [null],
  [[]],
  [1, 1],
  { text: 5 },
  { id: null },
  [{ id: 'x' }, { id: 'x' }],
  { a: { b: {} } },
];
const changes = fc.array(
  fc.record({
    // Version and runs decide whether it is a log at all; the list of results, whether there are any.
    path: fc.constantFrom(
      ...pathsOf(FULL).filter((path) => path.length > 2 && (path[2] !== 'results' || path.length > 3)),
    ),
    value: fc.oneof(fc.constantFrom(...JUNK), fc.jsonValue({ maxDepth: 2 })),
    key: fc.option(fc.constantFrom('0', '1', 'index', 'properties', 'message', '__proto__', 'extra'), {
      nil: undefined,
      freq: 3,
    }),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('ng: any damage', () => {
  it('is mended to a valid log with as many results, and each repair has a place', async () => {
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const damaged = structuredClone(FULL);
        for (const one of list) change(damaged, one);
        const source = logSource(JSON.parse(JSON.stringify(damaged)), 'a');
        const log = await readLog(source);
        expect(schemaViolations(log)).toEqual([]);
        expect(log.runs[0]?.results).toHaveLength(damaged.runs[0]?.results.length ?? -1);
        for (const { first, message, code } of source.repairs) {
          expect(first).toMatch(/^(?:\/|$)/);
          expect(message).toMatch(/\.$/);
          expect(code).toMatch(/^[a-z][a-z0-9-]*[a-z0-9]$/);
        }
        if (schemaViolations(damaged).length > 0) expect(source.repairs).not.toEqual([]);
        const again = logSource(log, 'b');
        await again.eachResult(() => undefined);
        expect(again.repairs).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('above the runs is mended, too, or refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 3 }),
        fc.constantFrom('properties', 'version', 'runs', '$schema', 'inlineExternalProperties', 'extra'),
        async (value, key) => {
          const log = { ...structuredClone(FULL), [key]: value };
          try {
            expect(schemaViolations(await readLog(logSource(log as never, 'a')))).toEqual([]);
          } catch (error) {
            expect(error).toBeInstanceOf(SarifReadError);
          }
        },
      ),
    );
  });
});
