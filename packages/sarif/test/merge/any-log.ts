import fc from 'fast-check';
import type * as sarif from 'sarif';

// Logs out of small pools, so that equal rules, files and results meet often. Every list that a result can point into
// is there; indices are drawn beside the list they count in, now and then past its end.

const ids = fc.constantFrom('R1', 'R2', 'R3');

const rule: fc.Arbitrary<sarif.ReportingDescriptor> = fc.record(
  {
    id: ids,
    shortDescription: fc.constantFrom({ text: 'One.' }, { text: 'Two.' }),
    relationships: fc.array(
      fc.record(
        {
          target: fc.record(
            {
              id: fc.constantFrom('R1', 'R2', 'R3', 'T1'),
              index: fc.nat(3),
              toolComponent: fc.constantFrom({ index: 0 }, { index: 1 }),
            },
            { requiredKeys: ['id'] },
          ),
        },
        { requiredKeys: ['target'] },
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['id'] },
);

const rules = fc.uniqueArray(rule, { maxLength: 4, selector: (one) => JSON.stringify(one) });
const taxa = fc.uniqueArray(fc.record({ id: fc.constantFrom('T1', 'T2') }), { selector: ({ id }) => id });

const component: fc.Arbitrary<sarif.ToolComponent> = fc.record(
  { name: fc.constantFrom('ext-a', 'ext-b'), version: fc.constantFrom('1', '2'), rules, taxa },
  { requiredKeys: ['name'] },
);

const fileAt: fc.Arbitrary<sarif.ArtifactLocation> = fc.record(
  { uri: fc.constantFrom('a.js', 'b.js'), uriBaseId: fc.constantFrom('SRC', 'OUT'), index: fc.nat(4) },
  { requiredKeys: ['uri'] },
);

const artifact: fc.Arbitrary<sarif.Artifact> = fc.record(
  { location: fileAt, parentIndex: fc.integer({ min: -1, max: 3 }), length: fc.nat(1) },
  { requiredKeys: ['location'] },
);

const logical: fc.Arbitrary<sarif.LogicalLocation> = fc.record(
  { fullyQualifiedName: fc.constantFrom('n.f', 'n.g'), parentIndex: fc.nat(3) },
  { requiredKeys: ['fullyQualifiedName'] },
);

const location: fc.Arbitrary<sarif.Location> = fc.record(
  {
    physicalLocation: fc.record({
      artifactLocation: fileAt,
      region: fc.record({ startLine: fc.integer({ min: 1, max: 2 }) }),
    }),
    logicalLocations: fc.array(fc.record({ index: fc.nat(3) }), { maxLength: 1 }),
  },
  { requiredKeys: ['physicalLocation'] },
);

const step: fc.Arbitrary<sarif.ThreadFlowLocation> = fc.record({ index: fc.nat(2) }, { requiredKeys: [] });

const plainResult: fc.Arbitrary<sarif.Result> = fc.record(
  {
    message: fc.constantFrom({ text: 'Hit.' }, { text: 'Miss.' }),
    ruleId: ids,
    ruleIndex: fc.nat(3),
    rule: fc.record(
      { index: fc.nat(2), toolComponent: fc.record({ index: fc.nat(1) }) },
      { requiredKeys: ['toolComponent', 'index'] },
    ),
    locations: fc.array(location, { maxLength: 1 }),
    taxa: fc.array(fc.record({ index: fc.nat(2), toolComponent: fc.constant({ name: 'CWE', index: 0 }) }), {
      maxLength: 1,
    }),
    codeFlows: fc.array(
      fc.record({
        threadFlows: fc.array(fc.record({ locations: fc.array(step, { minLength: 1, maxLength: 2 }) }), {
          minLength: 1,
          maxLength: 1,
        }),
      }),
      { minLength: 1, maxLength: 1 },
    ),
    provenance: fc.record({ invocationIndex: fc.nat(1) }),
    graphTraversals: fc.array(fc.record({ runGraphIndex: fc.nat(1) }), { maxLength: 1 }),
    webRequest: fc.record({ index: fc.nat(1) }),
  },
  { requiredKeys: ['message'] },
);

/** Half of them with the keys the other way round: the same value in another text. */
const result = fc
  .tuple(plainResult, fc.boolean())
  .map(([value, turned]) => (turned ? reversed(value) : value));

function reversed<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).reverse()) as T;
}

const run: fc.Arbitrary<sarif.Run> = fc
  .record(
    {
      tool: fc.record(
        {
          driver: fc.record(
            { name: fc.constantFrom('Tool', 'Other'), version: fc.constantFrom('1.9.0', '1.10.0'), rules },
            { requiredKeys: ['name'] },
          ),
          extensions: fc.uniqueArray(component, { maxLength: 2, selector: (one) => JSON.stringify(one) }),
        },
        { requiredKeys: ['driver'] },
      ),
      automationDetails: fc.record({ id: fc.constantFrom('x/', 'x/1', 'x/2', 'y') }),
      originalUriBaseIds: fc.record(
        {
          SRC: fc.record(
            { uri: fc.constantFrom('a/', 'b/'), uriBaseId: fc.constant('OUT') },
            { requiredKeys: ['uri'] },
          ),
          OUT: fc.record({ uri: fc.constantFrom('file:///a/', 'file:///b/') }),
        },
        { requiredKeys: ['SRC', 'OUT'] },
      ),
      artifacts: fc.uniqueArray(artifact, { maxLength: 4, selector: (one) => JSON.stringify(one) }),
      logicalLocations: fc.uniqueArray(logical, { maxLength: 3, selector: (one) => JSON.stringify(one) }),
      threadFlowLocations: fc.constantFrom([{ nestingLevel: 1 }, { nestingLevel: 2 }], [{ nestingLevel: 2 }]),
      taxonomies: fc.constantFrom(
        [{ name: 'CWE', taxa: [{ id: '79' }, { id: '89' }] }],
        [{ name: 'CWE', taxa: [{ id: '22' }, { id: '79' }] }],
      ),
      invocations: fc.array(fc.record({ executionSuccessful: fc.boolean() }), { maxLength: 2 }),
      graphs: fc.constantFrom(
        [{ nodes: [{ id: 'n' }] }],
        [{ nodes: [{ id: 'm' }] }, { nodes: [{ id: 'n' }] }],
      ),
      webRequests: fc.constantFrom([{ method: 'GET' }], [{ method: 'PUT' }, { method: 'GET' }]),
      results: fc.array(result, { maxLength: 6 }),
      properties: fc.constantFrom({ a: 1 }, { a: 2 }),
    },
    { requiredKeys: ['tool', 'originalUriBaseIds'] },
  )
  // Values of a pool are shared; a log owns its own.
  .map((value) => structuredClone<object>(value) as sarif.Run);

export const anyLog: fc.Arbitrary<sarif.Log> = fc
  .array(run, { maxLength: 3 })
  .map((runs): sarif.Log => ({ version: '2.1.0', runs }));
