import type * as sarif from 'sarif';

import type { Mutation } from './mutations.js';
import { set } from './set.js';

/** What breaks the rules of GitHub and Azure DevOps. */
export const CONSUMER_MUTATIONS: readonly Mutation[] = [
  {
    rule: 'GH1001',
    name: 'locations-missing',
    change: ({ result }) => set(result, { locations: undefined }),
  },
  { rule: 'GH1001', name: 'locations-empty', change: ({ result }) => set(result, { locations: [] }) },
  {
    rule: 'GH1001',
    name: 'related-location-without-uri',
    change: ({ result }) =>
      set(result.relatedLocations?.[0]?.physicalLocation, { artifactLocation: { index: 1 } }),
  },
  {
    rule: 'GH1001',
    name: 'location-with-an-address',
    change: ({ place }) => set(place, { artifactLocation: undefined, address: { absoluteAddress: 1 } }),
  },

  { rule: 'GH1002', name: 'step-by-index', change: ({ run, result }) => addStep(run, result, { index: 0 }) },
  {
    name: 'one-hundred-and-one-steps',
    change: ({ run, result }) => addStep(run, result, {}, 1, 101),
  },
  { name: 'step-in-line', change: ({ run, result }) => addStep(run, result, {}) },

  {
    rule: 'GH1003',
    name: 'region-missing',
    change: ({ place }) => set(place, { region: undefined, contextRegion: undefined }),
  },
  {
    rule: 'GH1003',
    name: 'region-of-characters',
    change: ({ place }) =>
      set(place, {
        region: { charOffset: 1, charLength: 2, snippet: { text: 'x' } },
        contextRegion: undefined,
      }),
  },
  {
    name: 'related-location-without-region',
    change: ({ result }) => set(result.relatedLocations?.[0]?.physicalLocation, { region: undefined }),
  },

  { rule: 'GH1004', name: 'twenty-one-runs', change: (_parts, log) => repeatRuns(log, 21) },
  { name: 'twenty-runs', change: (_parts, log) => repeatRuns(log, 20) },
  {
    rule: 'GH1004',
    name: 'one-hundred-and-one-locations',
    change: ({ result }) => repeatLocations(result, 100),
  },
  {
    rule: 'GH1004',
    name: 'one-thousand-and-one-steps',
    change: ({ run, result }) => addStep(run, result, {}, 11, 91),
  },
  {
    rule: 'GH1004',
    name: 'eleven-tags',
    change: ({ rule }) =>
      set(rule, { properties: { tags: Array.from({ length: 11 }, (_, i) => `tag-${i}`) } }),
  },
  {
    rule: 'GH1004',
    name: 'one-hundred-and-one-extensions',
    change: ({ run }) => {
      const extensions = run.tool.extensions ?? [];
      for (let i = extensions.length; i < 101; i++) extensions.push({ name: `More ${i}`, version: '1.0.0' });
    },
  },
  { name: 'eleven-locations', change: ({ result }) => repeatLocations(result, 11) },

  {
    rule: 'GH1005',
    name: 'location-on-the-web',
    change: ({ place }) => moveTo(place, 'https://example.com/b.c'),
  },
  {
    rule: 'GH1005',
    name: 'related-location-on-the-web',
    change: ({ result }) => moveTo(result.relatedLocations?.[0]?.physicalLocation, 'https://example.com/b.c'),
  },
  {
    name: 'location-in-a-working-directory-on-the-web',
    change: ({ run, place }) => {
      set(run.invocations?.[0], { workingDirectory: { uri: 'https://EXAMPLE.com/' } });
      moveTo(place, 'https://example.com/b.c');
    },
  },

  {
    rule: 'GH1006',
    name: 'location-elsewhere',
    change: ({ place }) => moveTo(place, 'file:///elsewhere/b.c'),
  },
  {
    rule: 'GH1006',
    name: 'location-on-a-drive',
    change: ({ place }) => moveTo(place, 'file:///C:/elsewhere/b.c'),
  },
  {
    rule: 'GH1006',
    name: 'location-next-to-the-working-directory',
    change: ({ place }) => moveTo(place, 'file:///work/project-two/b.c'),
  },
  {
    rule: 'GH1006',
    name: 'location-without-an-invocation',
    change: ({ run, place }) => {
      set(run, { invocations: undefined });
      moveTo(place, 'file:///work/project/b.c');
    },
  },
  {
    name: 'location-in-the-working-directory',
    change: ({ place }) => moveTo(place, 'file:///work/project/b.c'),
  },
  {
    name: 'working-directory-without-a-slash',
    change: ({ run, place }) => {
      set(run.invocations?.[0], { workingDirectory: { uri: 'file:///work/project' } });
      moveTo(place, 'file:///work/project/b.c');
    },
  },

  {
    rule: 'GH1007',
    name: 'message-of-arguments-only',
    change: ({ result }) => set(result, { message: { id: 'default', arguments: ['count'] } }),
  },
  { rule: 'GH1015', name: 'message-blank', change: ({ result }) => set(result.message, { text: '  ' }) },

  {
    rule: 'GH1011',
    name: 'schema-of-a-draft',
    change: (_parts, log) => set(log, { $schema: 'https://example.com/sarif-2.1.0-rtm.4.json' }),
  },
  {
    rule: 'GHAzDO1011',
    name: 'schema-of-another-year',
    change: (_parts, log) => set(log, { $schema: 'https://example.com/sarif-2.0.0.json' }),
  },
  { rule: 'GH1013', name: 'schema-absent', change: (_parts, log) => set(log, { $schema: undefined }) },
  {
    rule: 'GHAzDO1013',
    name: 'schema-absent-without-runs',
    change: (_parts, log) => set(log, { $schema: undefined, runs: [] }),
  },

  { rule: 'GH1014', name: 'results-absent', change: ({ run }) => set(run, { results: undefined }) },
  {
    rule: 'GHAzDO1014',
    name: 'automation-details-absent',
    change: ({ run }) => set(run, { automationDetails: undefined }),
  },
  {
    rule: 'GHAzDO1014',
    name: 'automation-details-without-id',
    change: ({ run }) => set(run.automationDetails, { id: ' ' }),
  },

  {
    rule: 'GHAzDO1015',
    name: 'rule-by-index-only',
    change: ({ result }) => set(result, { ruleId: undefined }),
  },
  {
    rule: 'GH1016',
    name: 'location-of-a-function',
    change: ({ result }) => set(result, { locations: [{ logicalLocations: [{ name: 'f' }] }] }),
  },
  {
    rule: 'GHAzDO1016',
    name: 'related-location-of-a-function',
    change: ({ result }) => set(result, { relatedLocations: [{ logicalLocations: [{ name: 'f' }] }] }),
  },
  {
    name: 'notification-of-a-function',
    change: ({ run }) =>
      set(run.invocations?.[0], {
        toolExecutionNotifications: [
          { message: { text: 'Slow.' }, locations: [{ logicalLocations: [{ name: 'f' }] }] },
        ],
      }),
  },
  {
    rule: 'GH1017',
    name: 'location-by-artifact-index',
    change: ({ run, place }) => {
      // With an embedded file to compare with, the Multitool's SARIF2010 crashes.
      set(run.artifacts?.[0], { contents: undefined });
      set(place, { artifactLocation: { index: 1 } });
    },
  },
  {
    rule: 'GHAzDO1017',
    name: 'locations-empty-of-related',
    change: ({ result }) => set(result, { locations: [], relatedLocations: [] }),
  },

  {
    rule: 'GH1018',
    name: 'driver-without-rules',
    change: ({ driver, result }) => {
      set(driver, { rules: undefined });
      set(result, { ruleIndex: undefined });
    },
  },
  { rule: 'GH1018', name: 'driver-name-blank', change: ({ driver }) => set(driver, { name: ' ' }) },
  {
    rule: 'GHAzDO1018',
    name: 'driver-without-full-name',
    change: ({ driver }) => set(driver, { fullName: undefined }),
  },

  {
    rule: 'GH2012',
    name: 'rule-without-short-description',
    change: ({ rule }) => set(rule, { shortDescription: undefined }),
  },
  {
    rule: 'GH2012',
    name: 'rule-with-a-blank-full-description',
    change: ({ rule }) => set(rule, { fullDescription: { text: ' ' } }),
  },
  { rule: 'GH2012', name: 'rule-without-help', change: ({ rule }) => set(rule, { help: undefined }) },
  {
    rule: 'GH2012',
    name: 'rule-with-a-blank-help',
    change: ({ rule }) => set(rule, { help: { text: '', markdown: '*x*' } }),
  },
  { rule: 'GHAzDO2012', name: 'rule-without-a-name', change: ({ rule }) => set(rule, { name: undefined }) },
  {
    rule: 'GHAzDO2012',
    name: 'rule-with-a-blank-id',
    change: ({ run }) => set(run.tool.extensions?.[0]?.rules?.[0], { id: ' ' }),
  },

  ...['0', '-2', 'one', '2147483648', '1.5', ' '].map((value, i): Mutation => ({
    rule: 'GHAzDO1019',
    name: `pipeline-definition-${i}`,
    change: ({ run }) => setPipeline(run, 'buildDefinitionId', value),
  })),
  ...['-1', '2147483647', ' 7 ', '+3'].map((value, i): Mutation => ({
    name: `pipeline-definition-sound-${i}`,
    change: ({ run }) => setPipeline(run, 'buildDefinitionId', value),
  })),
  ...['00000000-0000-0000-0000-000000000000', 'none', '', 'd9b4c1d2-5a0a-4a3e-9a51-0e8f6d1c3a0'].map(
    (value, i): Mutation => ({
      rule: 'GHAzDO1019',
      name: `pipeline-phase-${i}`,
      change: ({ run }) => setPipeline(run, 'phaseId', value),
    }),
  ),
  ...['{D9B4C1D2-5A0A-4A3E-9A51-0E8F6D1C3A03}', 'd9b4c1d25a0a4a3e9a510e8f6d1c3a03'].map(
    (value, i): Mutation => ({
      name: `pipeline-phase-sound-${i}`,
      change: ({ run }) => setPipeline(run, 'phaseId', value),
    }),
  ),
  {
    rule: 'GHAzDO1019',
    name: 'pipeline-absent',
    change: ({ run }) => set(run.automationDetails, { properties: undefined }),
  },
  {
    rule: 'GHAzDO1019',
    name: 'pipeline-name-absent',
    change: ({ run }) => setPipeline(run, 'buildDefinitionName', undefined),
  },
  {
    rule: 'GHAzDO1019',
    name: 'pipeline-phase-name-blank',
    change: ({ run }) => setPipeline(run, 'phaseName', ' '),
  },

  {
    rule: 'GHAzDO1020',
    name: 'automation-id-of-another-kind',
    change: ({ run }) => set(run.automationDetails, { id: 'gate/target/' }),
  },
  {
    rule: 'GHAzDO1020',
    name: 'automation-id-in-capitals',
    change: ({ run }) => set(run.automationDetails, { id: 'AzureDevOps/pipeline/build/1/' }),
  },
];

/** Gives the result a code flow of so many thread flows, each with so many steps like this one. */
function addStep(
  run: sarif.Run,
  result: sarif.Result,
  step: sarif.ThreadFlowLocation,
  flows = 1,
  steps = 1,
): void {
  const location = structuredClone(result.relatedLocations?.[0] ?? {});
  set(run, { threadFlowLocations: [{ location }] });
  const threadFlow = { locations: Array.from({ length: steps }, () => ({ ...step, location })) };
  set(result, { codeFlows: [{ threadFlows: Array.from({ length: flows }, () => threadFlow) }] });
}

function repeatRuns(log: sarif.Log, times: number): void {
  const [run] = log.runs;
  for (let i = 1; i < times; i++)
    log.runs.push(structuredClone({ ...run, tool: run?.tool, results: [] } as sarif.Run));
}

function repeatLocations(result: sarif.Result, times: number): void {
  const [location] = result.locations ?? [];
  if (location === undefined) throw new Error('The base log has no location.');
  for (let i = 1; i < times; i++) result.locations?.push(structuredClone(location));
}

function moveTo(place: sarif.PhysicalLocation | undefined, uri: string): void {
  set(place, { artifactLocation: { uri } });
}

function setPipeline(run: sarif.Run, key: string, value: string | undefined): void {
  set(run.automationDetails?.properties, { [`azuredevops/pipeline/build/${key}`]: value });
}
