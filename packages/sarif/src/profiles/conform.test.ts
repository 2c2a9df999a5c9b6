import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { logSource } from '../read/index.js';
import { toLog, validateSource, type ValidationProfile, type Violation } from '../validate/index.js';
import { azureProfile } from './azure.js';
import { githubProfile } from './github.js';

const BUILD = {
  buildDefinitionId: '12',
  buildDefinitionName: 'CI',
  phaseId: '3a3a2a60-14c7-570b-14a4-fa42ad92f52a',
  phaseName: 'Job',
};

/** Valid SARIF with everything that a consumer stumbles over. */
const POOR: sarif.Log = toLog([
  {
    tool: {
      driver: {
        name: 'Poor Tool',
        version: '1.0.0',
        informationUri: 'https://example.com/',
        rules: [{ id: 'bare' }, { id: 'same', name: 'Same' }, { id: 'twice' }, { id: 'twice' }],
      },
      extensions: [
        { name: 'Plugin', rules: [{ id: 'plugin', messageStrings: { m: { text: "Found '{0}'." } } }] },
      ],
    },
    artifacts: [{ location: { uri: 'dir/a%20b.ts' } }],
    originalUriBaseIds: { WEB: { uri: 'file:///repo/apps/web/' }, SRC: { uri: 'file:///repo/' } },
    threadFlowLocations: [
      { location: { physicalLocation: { artifactLocation: { index: 0 }, region: { startLine: 3 } } } },
    ],
    results: [
      {
        rule: { index: 0, toolComponent: { index: 0 } },
        message: { id: 'm', arguments: ['x'] },
        locations: [
          { physicalLocation: { artifactLocation: { index: 0 } } },
          {
            physicalLocation: {
              artifactLocation: { uri: 'x.ts', uriBaseId: 'WEB' },
              region: { startLine: 2 },
            },
          },
        ],
        codeFlows: [{ threadFlows: [{ locations: [{ index: 0 }] }] }],
      },
      {
        ruleId: 'same',
        message: { text: 'See [this](1).' },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'file:///repo/b.ts' },
              region: { startLine: 9, startColumn: 5, endLine: 9, endColumn: 7 },
            },
          },
        ],
      },
      {
        message: { text: 'No rule.' },
        locations: [{ physicalLocation: { artifactLocation: { uri: 'c.ts' } } }],
      },
    ],
  },
  { tool: { driver: { name: 'Poor Tool' } }, results: [] },
]);

async function violations(log: sarif.Log, profile: ValidationProfile): Promise<string[]> {
  const found: Violation[] = [];
  await validateSource(logSource(log, 'test'), { profile }, (violation) => found.push(violation));
  return found.map(({ rule, pointer, message }) => `${rule} ${pointer} ${message}`);
}

describe('what the profiles make of a poor log', () => {
  it('passes the rules of the consumer, which the log itself does not', async () => {
    expect((await violations(POOR, 'github')).length).toBeGreaterThan(0);
    const { files } = githubProfile(POOR, { root: '/repo', category: 'poor' });
    expect(files.flatMap(({ log }) => log.runs.flatMap((run) => run.results ?? []))).toHaveLength(3);
    for (const { log } of files) expect(await violations(log, 'github')).toEqual([]);
  });

  it('passes those of Azure DevOps too', async () => {
    const { files } = azureProfile(POOR, BUILD, { root: '/repo', category: 'poor' });
    expect(files).toHaveLength(1);
    for (const { log } of files) expect(await violations(log, 'azure')).toEqual([]);
  });
});
