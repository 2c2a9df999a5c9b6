import type * as sarif from 'sarif';

import { baseLog, partsOf } from './base-log.js';
import { CONSUMER_MUTATIONS } from './consumer-mutations.js';
import { set } from './set.js';

type Parts = ReturnType<typeof partsOf>;

export interface Mutation {
  /** The rule that has to see it; absent where no rule may see anything. */
  readonly rule?: string;
  /** In kebab-case, unique; the name of the file that the Multitool gets. */
  readonly name: string;
  change(parts: Parts, log: sarif.Log): void;
}

/** The mutated logs by file name. */
export function mutatedLogs(): ReadonlyMap<string, sarif.Log> {
  const logs = new Map<string, sarif.Log>();
  for (const { name, change } of MUTATIONS) {
    const log = baseLog();
    change(partsOf(log), log);
    logs.set(`${name}.sarif`, log);
  }
  return logs;
}

export const MUTATIONS: readonly Mutation[] = [
  { name: 'base', change: () => undefined },

  { rule: 'SARIF1001', name: 'name-is-id', change: ({ rule }) => set(rule, { name: 'BS1001' }) },
  {
    rule: 'SARIF1001',
    name: 'name-is-id-in-lower-case',
    change: ({ rule }) => set(rule, { name: 'bs1001' }),
  },
  {
    rule: 'SARIF1001',
    name: 'name-is-id-in-an-extension',
    change: ({ run }) => set(run.tool.extensions?.[0]?.rules?.[0], { name: 'MR2001' }),
  },

  {
    rule: 'SARIF1002',
    name: 'help-uri-malformed',
    change: ({ rule }) => set(rule, { helpUri: 'ht%tp://x/' }),
  },
  {
    rule: 'SARIF1002',
    name: 'space-in-path',
    change: ({ place }) => set(place.artifactLocation, { uri: 'src/b b.c' }),
  },
  {
    rule: 'SARIF1002',
    name: 'umlaut-in-path',
    change: ({ place }) => set(place.artifactLocation, { uri: 'src/ä.c' }),
  },
  { name: 'escaped-path', change: ({ place }) => set(place.artifactLocation, { uri: 'src/b%20b.c' }) },
  {
    rule: 'SARIF1002',
    name: 'dots-in-file-uri',
    change: ({ result }) => set(result, { analysisTarget: { uri: 'file:///work/../a.c' } }),
  },
  {
    rule: 'SARIF1002',
    name: 'work-item-malformed',
    change: ({ result }) => set(result, { workItemUris: ['ht&tp://x/'] }),
  },
  {
    rule: 'SARIF1002',
    name: 'schema-malformed',
    change: (_, log) => set(log, { $schema: 'ht%tp://x/sarif-2.1.0.json' }),
  },

  {
    rule: 'SARIF1004',
    name: 'base-beside-absolute-uri',
    change: ({ place }) => set(place.artifactLocation, { uri: 'https://example.com/b.c' }),
  },
  {
    rule: 'SARIF1004',
    name: 'leading-slash',
    change: ({ place }) => set(place.artifactLocation, { uri: '/src/b.c' }),
  },
  {
    rule: 'SARIF1004',
    name: 'base-without-slash',
    change: ({ run }) => setBase(run, { uri: 'file:///work/project' }),
  },
  { rule: 'SARIF1004', name: 'base-relative', change: ({ run }) => setBase(run, { uri: 'project/' }) },
  {
    rule: 'SARIF1004',
    name: 'base-with-dots',
    change: ({ run }) => setBase(run, { uri: 'file:///work/../project/' }),
  },
  {
    rule: 'SARIF1004',
    name: 'base-with-query',
    change: ({ run }) => setBase(run, { uri: 'https://example.com/?a=/' }),
  },
  {
    rule: 'SARIF1004',
    name: 'base-with-fragment',
    change: ({ run }) => setBase(run, { uri: 'https://example.com/#a/' }),
  },
  {
    name: 'base-on-a-base',
    change: ({ run }) => set(run.originalUriBaseIds, { SUB: { uri: 'sub/', uriBaseId: 'SRCROOT' } }),
  },
  {
    name: 'base-without-uri',
    change: ({ run }) => set(run.originalUriBaseIds, { SUB: { description: { text: 'x' } } }),
  },

  {
    rule: 'SARIF1005',
    name: 'help-uri-relative',
    change: ({ rule }) => set(rule, { helpUri: 'rules/BS1001' }),
  },
  {
    rule: 'SARIF1005',
    name: 'repository-relative',
    change: ({ run }) => set(run.versionControlProvenance?.[0], { repositoryUri: 'project' }),
  },
  {
    rule: 'SARIF1005',
    name: 'work-item-relative',
    change: ({ result }) => set(result, { workItemUris: ['items/1'] }),
  },
  {
    rule: 'SARIF1005',
    name: 'download-relative',
    change: ({ driver }) => set(driver, { downloadUri: 'download' }),
  },
  {
    rule: 'SARIF1005',
    name: 'schema-relative',
    change: (_, log) => set(log, { $schema: 'sarif-2.1.0.json' }),
  },

  {
    rule: 'SARIF1006',
    name: 'ends-before-it-starts',
    change: ({ run }) => set(run.invocations?.[0], { endTimeUtc: '2026-01-01T09:59:59.999Z' }),
  },
  {
    name: 'ends-when-it-starts',
    change: ({ run }) => set(run.invocations?.[0], { endTimeUtc: '2026-01-01T10:00:00Z' }),
  },
  {
    name: 'starts-without-an-end',
    change: ({ run }) => set(run.invocations?.[0], { endTimeUtc: undefined }),
  },

  {
    rule: 'SARIF1007',
    name: 'region-empty',
    change: ({ place }) => set(place, { region: { snippet: { text: 'x' } } }),
  },
  {
    rule: 'SARIF1007',
    name: 'end-line-before-start',
    change: ({ place }) => set(place.region, { endLine: 2 }),
  },
  {
    rule: 'SARIF1007',
    name: 'end-column-before-start',
    change: ({ place }) => set(place.region, { endColumn: 9 }),
  },
  {
    name: 'end-column-before-start-on-a-later-line',
    change: ({ place }) => set(place.region, { endLine: 4, endColumn: 1 }),
  },
  {
    rule: 'SARIF1007',
    name: 'related-region-empty',
    change: ({ result }) => set(result.relatedLocations?.[0]?.physicalLocation, { region: {} }),
  },

  {
    rule: 'SARIF1008',
    name: 'context-without-region',
    change: ({ place }) => set(place, { region: undefined }),
  },
  {
    rule: 'SARIF1008',
    name: 'context-is-region',
    change: ({ place }) =>
      set(place.contextRegion, { startLine: 3, startColumn: 10, endLine: 3, endColumn: 15 }),
  },
  {
    rule: 'SARIF1008',
    name: 'context-smaller',
    change: ({ place }) => set(place.contextRegion, { endLine: 2 }),
  },
  {
    name: 'context-of-whole-line',
    change: ({ place }) => set(place.contextRegion, { startLine: 3, endLine: undefined }),
  },
  {
    rule: 'SARIF1008',
    name: 'context-of-same-characters',
    change: ({ place }) => regions(place, { charOffset: 5, charLength: 4 }, { charOffset: 5, charLength: 4 }),
  },
  {
    name: 'context-of-more-characters',
    change: ({ place }) => regions(place, { charOffset: 5, charLength: 4 }, { charOffset: 5, charLength: 5 }),
  },
  {
    rule: 'SARIF1008',
    name: 'context-of-fewer-bytes',
    change: ({ place }) => regions(place, { byteOffset: 5, byteLength: 4 }, { byteOffset: 6, byteLength: 4 }),
  },
  {
    name: 'context-in-other-units',
    change: ({ place }) => regions(place, { byteOffset: 5, byteLength: 4 }, { charOffset: 6, charLength: 1 }),
  },

  {
    rule: 'SARIF1009',
    name: 'artifact-index-too-high',
    change: ({ place }) => set(place.artifactLocation, { index: 2 }),
  },
  {
    rule: 'SARIF1009',
    name: 'artifact-index-negative',
    change: ({ place }) => set(place.artifactLocation, { index: -7 }),
  },
  {
    rule: 'SARIF1009',
    name: 'artifact-index-without-artifacts',
    change: ({ run }) => set(run, { artifacts: undefined }),
  },
  {
    rule: 'SARIF1009',
    name: 'rule-index-too-high',
    change: ({ result }) =>
      set(result, { ruleIndex: 1, message: { text: 'No id, so that no rule is looked up.' } }),
  },
  {
    rule: 'SARIF1009',
    name: 'parent-index-of-artifact',
    change: ({ run }) => set(run.artifacts?.[1], { parentIndex: 9 }),
  },
  {
    rule: 'SARIF1009',
    name: 'logical-location-without-array',
    change: ({ result }) => set(result.locations?.[0], { logicalLocations: [{ index: 0 }] }),
  },
  {
    rule: 'SARIF1009',
    name: 'logical-location-too-high',
    change: ({ run, result }) => {
      set(run, { logicalLocations: [{ name: 'f', parentIndex: 3 }] });
      set(result.locations?.[0], { logicalLocations: [{ index: 1 }] });
    },
  },
  {
    rule: 'SARIF1009',
    name: 'graph-traversals',
    change: ({ run, result }) => {
      set(run, { graphs: [{ description: { text: 'calls' } }] });
      set(result, { graphTraversals: [{ runGraphIndex: 1 }, { runGraphIndex: 0 }, { resultGraphIndex: 0 }] });
    },
  },
  {
    rule: 'SARIF1009',
    name: 'invocation-index',
    change: ({ result }) => set(result, { provenance: { invocationIndex: 1 } }),
  },
  {
    rule: 'SARIF1009',
    name: 'thread-flow-location-index',
    change: ({ result }) => set(result, { codeFlows: [{ threadFlows: [{ locations: [{ index: 0 }] }] }] }),
  },
  {
    rule: 'SARIF1009',
    name: 'web-indices',
    change: ({ result }) => set(result, { webRequest: { index: 0 }, webResponse: { index: 0 } }),
  },
  {
    rule: 'SARIF1009',
    name: 'address-index',
    change: ({ place }) => set(place, { address: { index: 0, parentIndex: 0 } }),
  },

  { rule: 'SARIF1010', name: 'no-rule-id', change: ({ result }) => set(result, { ruleId: undefined }) },
  {
    rule: 'SARIF1010',
    name: 'two-rule-ids',
    change: ({ result }) => set(result, { ruleIndex: undefined, rule: { id: 'BS1002' } }),
  },
  {
    rule: 'SARIF1011',
    name: 'schema-of-a-draft',
    change: (_, log) => set(log, { $schema: 'https://example.com/sarif-2.1.0-rtm.5.json' }),
  },
  {
    name: 'schema-without-extension',
    change: (_, log) => set(log, { $schema: 'https://example.com/sarif-2.1.0' }),
  },

  {
    rule: 'SARIF1012',
    name: 'message-id-unknown',
    change: ({ result }) => set(result.message, { id: 'other' }),
  },
  {
    rule: 'SARIF1012',
    name: 'message-arguments-missing',
    change: ({ result }) => set(result.message, { arguments: [] }),
  },
  {
    rule: 'SARIF1012',
    name: 'message-arguments-too-few',
    change: ({ rule }) => set(rule.messageStrings?.['default'], { text: "'{0}' and '{2}'." }),
  },
  {
    name: 'message-of-an-extension',
    change: ({ result }) =>
      set(result, {
        ruleId: undefined,
        ruleIndex: undefined,
        rule: { id: 'MR2001', index: 0, toolComponent: { index: 0 } },
      }),
  },
  {
    rule: 'SARIF1012',
    name: 'message-id-of-no-rule',
    change: ({ result }) => set(result, { ruleId: 'BS1099', ruleIndex: undefined }),
  },
  { name: 'message-id-by-rule-id', change: ({ result }) => set(result, { ruleIndex: undefined }) },

  ...[
    '/runs/0/nope',
    'runs/0',
    '/runs/00',
    '/runs/~2',
    '#/runs/0',
    '/runs/0/results/1',
    '/runs/0/results/0/message/nope',
    '/runs/1/results',
  ].map((pointer, i) => ({
    rule: 'SARIF1013',
    name: `reference-${i}-dangling`,
    change: ({ result }: Parts) => set(result, { analysisTarget: { uri: `sarif:${pointer}` } }),
  })),
  ...[
    '',
    '/runs/0/results/0',
    '/runs/0/results/0/message/text',
    '/runs/0/results',
    '/runs/0/tool/driver/rules/0/id',
  ].map((pointer, i) => ({
    name: `reference-${i}-resolves`,
    change: ({ result }: Parts) => set(result, { analysisTarget: { uri: `sarif:${pointer}` } }),
  })),

  {
    rule: 'SARIF2001',
    name: 'message-without-full-stop',
    change: ({ rule }) => set(rule.messageStrings?.['default'], { text: "'{0}' is used before it is set" }),
  },
  {
    rule: 'SARIF2002',
    name: 'message-without-id',
    change: ({ result }) => set(result, { message: { text: 'Only text.' } }),
  },
  {
    rule: 'SARIF2003',
    name: 'no-provenance',
    change: ({ run }) => set(run, { versionControlProvenance: undefined }),
  },
  {
    rule: 'SARIF2003',
    name: 'provenance-empty',
    change: ({ run }) => set(run, { versionControlProvenance: [] }),
  },

  {
    rule: 'SARIF2004',
    name: 'analysis-target-is-location',
    change: ({ result }) => set(result, { analysisTarget: { uri: 'src/b.c', uriBaseId: 'SRCROOT' } }),
  },
  {
    rule: 'SARIF2004',
    name: 'rule-beside-rule-id',
    change: ({ result }) => set(result, { rule: { id: 'BS1001' } }),
  },
  {
    rule: 'SARIF2004',
    name: 'rule-of-extension-beside-rule-id',
    change: ({ result }) =>
      set(result, {
        ruleId: 'MR2001',
        ruleIndex: undefined,
        rule: { id: 'MR2001', index: 0, toolComponent: { index: 0 } },
      }),
  },
  {
    rule: 'SARIF2004',
    name: 'artifacts-only-locations',
    change: ({ run }) =>
      set(run, {
        artifacts: ['a', 'b'].map((file) => ({ location: { uri: `src/${file}.c`, uriBaseId: 'SRCROOT' } })),
      }),
  },
  {
    rule: 'SARIF2004',
    name: 'rules-only-ids',
    change: ({ driver }) => set(driver, { rules: [{ id: 'BS1001' }] }),
  },
  {
    rule: 'SARIF2004',
    name: 'sentinel-artifact',
    change: ({ place }) => set(place.artifactLocation, { index: -1 }),
  },
  { rule: 'SARIF2004', name: 'sentinel-rule', change: ({ result }) => set(result, { ruleIndex: -1 }) },
  {
    rule: 'SARIF2004',
    name: 'sentinel-parent',
    change: ({ run }) => set(run.artifacts?.[1], { parentIndex: -1 }),
  },

  {
    rule: 'SARIF2005',
    name: 'tool-name-long',
    change: ({ driver }) => set(driver, { name: 'The Base Scanner Tool' }),
  },
  {
    rule: 'SARIF2005',
    name: 'tool-without-page',
    change: ({ driver }) => set(driver, { informationUri: undefined }),
  },
  {
    rule: 'SARIF2005',
    name: 'tool-without-version',
    change: ({ driver }) => set(driver, { version: undefined, semanticVersion: undefined }),
  },
  {
    rule: 'SARIF2005',
    name: 'tool-version-no-number',
    change: ({ driver }) => set(driver, { version: 'v1.2.3' }),
  },
  {
    name: 'tool-version-semantic-only',
    change: ({ driver }) => set(driver, { version: undefined, semanticVersion: '1.2.3' }),
  },

  {
    rule: 'SARIF2007',
    name: 'repository-not-mapped',
    change: ({ run }) => set(run.versionControlProvenance?.[0], { mappedTo: undefined }),
  },
  {
    rule: 'SARIF2007',
    name: 'location-on-no-base',
    change: ({ place }) => set(place.artifactLocation, { uriBaseId: undefined }),
  },
  {
    name: 'location-on-a-base-of-the-repository',
    change: ({ run, place }) => {
      set(run.originalUriBaseIds, { SUB: { uri: 'src/', uriBaseId: 'SRCROOT' } });
      set(place.artifactLocation, { uri: 'b.c', uriBaseId: 'SUB' });
    },
  },
  { rule: 'SARIF2008', name: 'no-schema', change: (_, log) => set(log, { $schema: undefined }) },

  {
    rule: 'SARIF2009',
    name: 'rule-id-unconventional',
    change: ({ rule, result }) => (
      set(rule, { id: 'use-before-set' }),
      set(result, { ruleId: 'use-before-set' })
    ),
  },
  {
    rule: 'SARIF2009',
    name: 'rule-id-with-parts',
    change: ({ rule, result }) => (set(rule, { id: 'BS1001/a' }), set(result, { ruleId: 'BS1001/a' })),
  },
  {
    name: 'rule-id-with-dashes',
    change: ({ rule, result }) => (set(rule, { id: 'BS-10-01' }), set(result, { ruleId: 'BS-10-01' })),
  },
  {
    rule: 'SARIF2010',
    name: 'region-without-snippet',
    change: ({ place }) => set(place.region, { snippet: undefined }),
  },
  {
    rule: 'SARIF2010',
    name: 'context-without-snippet',
    change: ({ place }) => set(place.contextRegion, { snippet: undefined }),
  },
  {
    name: 'no-snippet-but-file-embedded',
    change: ({ place }) => {
      set(place.artifactLocation, { uri: 'src/a.c', index: 0 });
      set(place.region, { snippet: undefined });
    },
  },
  {
    name: 'no-snippet-but-file-embedded-under-another-base',
    change: ({ run, place }) => {
      set(run.originalUriBaseIds, { SUB: { uri: 'src/', uriBaseId: 'SRCROOT' } });
      set(place.artifactLocation, { uri: 'a.c', uriBaseId: 'SUB', index: 0 });
      set(place.region, { snippet: undefined });
    },
  },
  {
    rule: 'SARIF2010',
    name: 'no-snippet-and-embedded-as-binary',
    change: ({ run, place }) => {
      set(run.artifacts?.[0], { mimeType: 'application/x-unknown' });
      set(place.artifactLocation, { uri: 'src/a.c', index: 0 });
      set(place.region, { snippet: undefined });
    },
  },
  { rule: 'SARIF2011', name: 'no-context', change: ({ place }) => set(place, { contextRegion: undefined }) },

  { rule: 'SARIF2012', name: 'rule-without-name', change: ({ rule }) => set(rule, { name: undefined }) },
  {
    rule: 'SARIF2012',
    name: 'rule-name-not-pascal',
    change: ({ rule }) => set(rule, { name: 'useBeforeSet' }),
  },
  { name: 'rule-name-with-digits', change: ({ rule }) => set(rule, { name: 'Use2Before3Set' }) },
  {
    rule: 'SARIF2012',
    name: 'rule-without-help-uri',
    change: ({ rule }) => set(rule, { helpUri: undefined }),
  },
  {
    rule: 'SARIF2012',
    name: 'no-rules',
    change: ({ driver, result }) => {
      set(driver, { rules: undefined });
      set(result, { ruleIndex: undefined, message: { text: 'x' } });
    },
  },
  {
    rule: 'SARIF2012',
    name: 'rule-of-result-unknown',
    change: ({ result }) => set(result, { ruleId: 'BS1099', ruleIndex: undefined, message: { text: 'x' } }),
  },
  {
    name: 'rule-of-result-with-a-part-more',
    change: ({ result }) => set(result, { ruleId: 'BS1001/a', ruleIndex: undefined, message: { text: 'x' } }),
  },
  {
    name: 'rule-of-result-in-other-case',
    change: ({ result }) => set(result, { ruleId: 'bs1001', ruleIndex: undefined, message: { text: 'x' } }),
  },
  {
    rule: 'SARIF2013',
    name: 'nothing-embedded',
    change: ({ run }) => set(run.artifacts?.[0], { contents: undefined }),
  },
  {
    rule: 'SARIF2014',
    name: 'message-static',
    change: ({ rule }) => set(rule.messageStrings?.['default'], { text: 'Always the same.' }),
  },
  {
    rule: 'SARIF2014',
    name: 'markdown-static',
    change: ({ rule }) => set(rule.messageStrings?.['default'], { markdown: '*Always the same*' }),
  },
  {
    rule: 'SARIF2015',
    name: 'placeholder-bare',
    change: ({ rule }) => set(rule.messageStrings?.['default'], { text: 'The variable {0} is used.' }),
  },
  {
    rule: 'SARIF2016',
    name: 'location-absolute',
    change: ({ place }) =>
      set(place.artifactLocation, { uri: 'file:///work/project/src/b.c', uriBaseId: undefined }),
  },
  {
    rule: 'SARIF2016',
    name: 'location-with-backslash',
    change: ({ place }) => set(place.artifactLocation, { uri: 'src\\b.c' }),
  },
  {
    rule: 'SARIF2017',
    name: 'no-region',
    change: ({ place }) => set(place, { region: undefined, contextRegion: undefined }),
  },
  {
    rule: 'SARIF2017',
    name: 'region-without-start',
    change: ({ place }) => regions(place, { endColumn: 4 }, undefined),
  },

  {
    name: 'texts-of-an-ai-tool',
    change: ({ run, rule, result }) => {
      set(run, { properties: { 'ai/origin': 'generated' } });
      set(rule, {
        id: 'NOVEL-use',
        helpUri: undefined,
        messageStrings: { a: { text: 'Static {0}.' }, b: { text: 'Static.' } },
      });
      set(result, { ruleId: 'NOVEL-use', message: { text: 'Only text.' } });
    },
  },
  {
    rule: 'SARIF1001',
    name: 'notification-of-an-ai-tool',
    change: ({ run, driver }) => {
      set(run, { properties: { 'ai/origin': 'generated' } });
      set(driver, {
        notifications: [
          { id: 'DECISION', name: 'Decision', helpUri: 'https://example.com/d' },
          { id: 'SAME', name: 'SAME', helpUri: 'https://example.com/s' },
        ],
      });
    },
  },
  {
    name: 'second-run-empty',
    change: ({ run }, log) => log.runs.push({ ...structuredClone(run), results: [] }),
  },
  {
    rule: 'SARIF1010',
    name: 'second-run-flawed',
    change: ({ run, result }, log) => {
      const second = structuredClone(run);
      set(second, { results: [structuredClone(result), { message: { text: 'x' } }] });
      log.runs.push(second);
    },
  },

  ...CONSUMER_MUTATIONS,
];

function setBase(run: sarif.Run, values: Readonly<Record<string, unknown>>): void {
  set(run.originalUriBaseIds?.['SRCROOT'], values);
}

function regions(
  place: sarif.PhysicalLocation,
  region: sarif.Region,
  context: sarif.Region | undefined,
): void {
  const snippet = { text: 'x' };
  set(place, { region: { ...region, snippet }, contextRegion: context && { ...context, snippet } });
}
