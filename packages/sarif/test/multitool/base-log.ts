import type * as sarif from 'sarif';

/** A log in which no rule of the Multitool finds anything: each mutation breaks one thing of it. A new one with each call. */
export function baseLog(): sarif.Log {
  return structuredClone(BASE);
}

/** The run, the rule and the result that the mutations change. */
export function partsOf(log: sarif.Log): {
  readonly run: sarif.Run;
  readonly driver: sarif.ToolComponent;
  readonly rule: sarif.ReportingDescriptor;
  readonly result: sarif.Result;
  readonly place: sarif.PhysicalLocation;
} {
  const run = must(log.runs[0]);
  const driver = run.tool.driver;
  const result = must(run.results?.[0]);
  const place = must(result.locations?.[0]?.physicalLocation);
  return { run, driver, rule: must(driver.rules?.[0]), result, place };
}

function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The base log lacks what a mutation wants to change.');
  return value;
}

const MESSAGE = "The variable 'count' is used before it is set.";

const BASE: sarif.Log = {
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'Base Scanner',
          fullName: 'Base Scanner 1.2.3',
          version: '1.2.3',
          semanticVersion: '1.2.3',
          informationUri: 'https://example.com/scanner',
          guid: '6a8f6b0e-3f0f-4b6e-9d0f-1f5a4f7a8c01',
          rules: [
            {
              id: 'BS1001',
              name: 'UseBeforeSet',
              shortDescription: { text: 'A variable is used before it is set.' },
              fullDescription: { text: 'A variable that is used before it is set has no meaningful value.' },
              help: { text: 'Set the variable before it is used.' },
              helpUri: 'https://example.com/rules/BS1001',
              messageStrings: { default: { text: "The variable '{0}' is used before it is set." } },
            },
          ],
        },
        extensions: [
          {
            name: 'More Rules',
            version: '1.0.0',
            guid: '0b7c1a52-6d6e-4c8c-8f43-5d1d1f6f2b02',
            rules: [
              {
                id: 'MR2001',
                name: 'NeverRead',
                shortDescription: { text: 'A variable is never read.' },
                fullDescription: { text: 'A variable that is never read can go.' },
                help: { text: 'Take the variable out.' },
                helpUri: 'https://example.com/rules/MR2001',
                messageStrings: { default: { text: "The variable '{0}' is never read." } },
              },
            ],
          },
        ],
      },
      automationDetails: {
        id: 'azuredevops/pipeline/build/scan/',
        properties: {
          'azuredevops/pipeline/build/buildDefinitionId': '1',
          'azuredevops/pipeline/build/buildDefinitionName': 'scan',
          'azuredevops/pipeline/build/phaseId': 'd9b4c1d2-5a0a-4a3e-9a51-0e8f6d1c3a03',
          'azuredevops/pipeline/build/phaseName': 'scan',
        },
      },
      originalUriBaseIds: { SRCROOT: { uri: 'file:///work/project/' } },
      versionControlProvenance: [
        {
          repositoryUri: 'https://example.com/project',
          revisionId: '0123456789abcdef0123456789abcdef01234567',
          mappedTo: { uriBaseId: 'SRCROOT' },
        },
      ],
      invocations: [
        {
          executionSuccessful: true,
          startTimeUtc: '2026-01-01T10:00:00Z',
          endTimeUtc: '2026-01-01T10:00:05Z',
          workingDirectory: { uri: 'file:///work/project/' },
        },
      ],
      artifacts: [
        {
          location: { uri: 'src/a.c', uriBaseId: 'SRCROOT' },
          mimeType: 'text/x-cpp',
          contents: { text: 'int f() {\n  int count;\n  return count;\n}\n' },
        },
        { location: { uri: 'src/b.c', uriBaseId: 'SRCROOT' }, mimeType: 'text/x-cpp', length: 12 },
      ],
      columnKind: 'utf16CodeUnits',
      results: [
        {
          ruleId: 'BS1001',
          ruleIndex: 0,
          level: 'warning',
          message: { text: MESSAGE, id: 'default', arguments: ['count'] },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: 'src/b.c', uriBaseId: 'SRCROOT', index: 1 },
                region: {
                  startLine: 3,
                  startColumn: 10,
                  endLine: 3,
                  endColumn: 15,
                  snippet: { text: 'count' },
                },
                contextRegion: {
                  startLine: 2,
                  endLine: 4,
                  snippet: { text: 'int count;\nreturn count;\n}' },
                },
              },
            },
          ],
          relatedLocations: [
            {
              id: 1,
              message: { text: 'Declared here.' },
              physicalLocation: {
                artifactLocation: { uri: 'src/b.c', uriBaseId: 'SRCROOT', index: 1 },
                region: { startLine: 2, startColumn: 3, endLine: 2, endColumn: 12 },
              },
            },
          ],
          partialFingerprints: { primaryLocationLineHash: '39fa2ee980eb94b0:1' },
        },
      ],
    },
  ],
};
