import fc from 'fast-check';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';

type Check = (data: unknown) => boolean;
type Checks = Readonly<Record<'log' | 'result', Check>>;

const load = createRequire(import.meta.url);
const validators = load('../../generated/sarif-validator.cjs') as Checks;
const quick = load('../../generated/sarif-quick.cjs') as Checks;

const location = {
  id: 1,
  message: { text: 'Here.', arguments: ['a'] },
  physicalLocation: {
    artifactLocation: { uri: 'src/a.ts', uriBaseId: '%SRCROOT%', index: 0 },
    region: { startLine: 1, startColumn: 2, endLine: 3, snippet: { text: 'a' } },
  },
  logicalLocations: [{ name: 'a', fullyQualifiedName: 'b.a', index: -1 }],
};
const usual = {
  ruleId: 'R1',
  rule: { id: 'R1', index: 0, toolComponent: { name: 'Tool', index: 0 } },
  ruleIndex: 0,
  level: 'error',
  kind: 'fail',
  guid: '0f8fad5b-d9cb-469f-a165-70867728950e',
  message: { text: 'A.', markdown: '*A*.' },
  locations: [location],
  relatedLocations: [location, { ...location, id: 2 }],
  codeFlows: [{ threadFlows: [{ locations: [{ location, importance: 'essential', kinds: ['a', 'b'] }] }] }],
  fixes: [
    {
      artifactChanges: [
        {
          artifactLocation: { uri: 'a%20b' },
          replacements: [{ deletedRegion: { startLine: 1 }, insertedContent: { text: '' } }],
        },
      ],
    },
  ],
  graphTraversals: [{ resultGraphIndex: 0, initialState: { a: { text: 'b' } } }],
  suppressions: [{ kind: 'external', status: 'accepted', location }],
  taxa: [{ index: 1, id: 'CWE-1' }],
  partialFingerprints: { a: 'b' },
  rank: 1.5,
  occurrenceCount: 2,
  workItemUris: ['https://example.com/a/1#b'],
  provenance: { invocationIndex: 0 },
  properties: { tags: ['a', 'b'], other: { deep: [1, null] } },
};
const plainLog = {
  version: '2.1.0',
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  runs: [
    {
      tool: {
        driver: {
          name: 'Tool',
          informationUri: 'https://example.com',
          rules: [
            { id: 'R1', helpUri: 'https://example.com/R1', defaultConfiguration: { level: 'note', rank: 5 } },
            { id: 'R2', properties: { tags: ['security', 'a'] } },
          ],
        },
      },
      artifacts: [{ location: { uri: 'src/a.ts' }, roles: ['analysisTarget'], mimeType: 'text/plain' }],
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { '%SRCROOT%': { uri: 'file:///a/' } },
    },
  ],
};

const values = fc.oneof(
  fc.constantFrom<unknown[]>(
    ...[undefined, null, true, false, '', 'a', 'none', 'file:///a', 'a b', ':', '//', 'https://a b', '%zz'],
    ...[0, -1, -2, 1, 1.5, 101, NaN, Infinity, -0, [], {}, ['a', 'a'], [{}, {}], [{ id: 'a' }, { id: 'a' }]],
    ...['2024-01-31T23:59:60Z', '2024-11-31T00:00:00Z', '2024-12-31T23:59:59.5Z', '2024-12-31 00:00:00Z'],
    ...[{ text: 'a' }, { id: 'a' }, { a: 1 }, [null], [1, 1], location, [location, location]],
  ),
  fc.string({ unit: fc.constantFrom(...'aZ0:/?#[]@!%-._~ "<\\é') }),
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
);

it.each(['result', 'log'] as const)('never takes a %s for valid that ajv refuses', (kind) => {
  const sample: unknown = kind === 'log' ? plainLog : usual;
  const places = placesIn(sample);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(), values, fc.constantFrom('set', 'add', 'drop'), fc.string()), {
        minLength: 1,
        maxLength: 3,
      }),
      (changes) => {
        const changed: unknown = structuredClone(sample);
        for (const [place, value, how, key] of changes)
          change(changed, places[place % places.length] ?? [], how, structuredClone(value), key);
        if (quick[kind](changed)) expect(validators[kind](changed)).toBe(true);
      },
    ),
    { numRuns: 3000 },
  );
});

it('sees at once that usual ones are valid', () => {
  expect([quick.result(usual), validators.result(usual)]).toEqual([true, true]);
  const timed = (time: string) => ({ ...usual, provenance: { firstDetectionTimeUtc: time } });
  const both = (time: string) => [quick.result(timed(time)), validators.result(timed(time))];
  expect(both('2024-01-31T00:00:00.123Z')).toEqual([true, true]);
  // A leap day and other zones are left to ajv.
  expect(both('2024-02-29T00:00:00Z')).toEqual([false, true]);
  expect(both('2024-01-01T00:00:00+01:00')).toEqual([false, true]);
  expect(both('2024-04-31T00:00:00Z')).toEqual([false, false]);
  expect(both('2024-01-01T24:00:00Z')).toEqual([false, false]);
  expect([quick.log(plainLog), validators.log(plainLog)]).toEqual([true, true]);
});

type Path = readonly (string | number)[];

function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  const inner = entries.flatMap(([key, child]) => placesIn(child, [...path, key]));
  return path.length === 0 ? inner : [path, ...inner];
}

function change(root: unknown, path: Path, how: string, value: unknown, key: string): void {
  let owner = root as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) {
    const next = owner[step];
    if (typeof next !== 'object' || next === null) return;
    owner = next as Record<string | number, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (how === 'set') owner[last] = value;
  else if (how === 'drop') Reflect.deleteProperty(owner, last);
  // An array read from JSON has items only: setting its `length` would throw.
  else if (Array.isArray(owner)) owner.push(value);
  else owner[key] = value;
}
