import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { schemaViolations, toLog } from '../validate/schema.js';
import { azureBuild, azureProfile } from './azure.js';

const ENV = {
  SYSTEM_DEFINITIONID: '12',
  BUILD_DEFINITIONNAME: 'CI',
  SYSTEM_PHASEID: '3a3a2a60-14c7-570b-14a4-fa42ad92f52a',
  SYSTEM_PHASENAME: 'Job',
};
const run: sarif.Run = {
  tool: { driver: { name: 'Tool', semanticVersion: '1.2.3', rules: [{ id: 'no-eval' }] } },
  automationDetails: { id: 'railgate/lint/root/' },
  results: [],
};

describe('azureBuild', () => {
  it('reads the variables of the pipeline, options before them', () => {
    expect(azureBuild(ENV, { phaseName: 'Mine' })).toEqual({
      buildDefinitionId: '12',
      buildDefinitionName: 'CI',
      phaseId: ENV.SYSTEM_PHASEID,
      phaseName: 'Mine',
    });
  });

  it('names every one that is missing or wrong', () => {
    expect(() => azureBuild({ ...ENV, SYSTEM_PHASEID: 'x', BUILD_DEFINITIONNAME: '' })).toThrow(
      'BUILD_DEFINITIONNAME is missing, SYSTEM_PHASEID is no GUID.',
    );
    expect(() => azureBuild({})).toThrow('SYSTEM_DEFINITIONID is missing, BUILD_DEFINITIONNAME');
  });
});

describe('azureProfile', () => {
  it('puts the pipeline into every run, once', () => {
    const { files } = azureProfile(toLog([run]), azureBuild(ENV));
    expect(files.map(({ name }) => name)).toEqual(['azure-1.sarif']);
    const [shaped] = files[0]?.log.runs ?? [];
    expect(schemaViolations(files[0]?.log)).toEqual([]);
    expect(shaped?.automationDetails).toEqual({
      id: 'azuredevops/pipeline/build/railgate/lint/root/',
      properties: {
        'azuredevops/pipeline/build/buildDefinitionId': '12',
        'azuredevops/pipeline/build/buildDefinitionName': 'CI',
        'azuredevops/pipeline/build/phaseId': ENV.SYSTEM_PHASEID,
        'azuredevops/pipeline/build/phaseName': 'Job',
      },
    });
    expect(shaped?.tool.driver).toMatchObject({
      fullName: 'Tool 1.2.3',
      rules: [{ id: 'no-eval', name: 'NoEval' }],
    });
    expect(azureProfile(toLog([shaped as sarif.Run]), azureBuild(ENV)).files).toEqual(files);
  });

  it('holds back what broke, as the GitHub profile does', () => {
    const broken = (({ results: _, ...rest }: sarif.Run): sarif.Run => rest)(run);
    expect(azureProfile(toLog([broken]), azureBuild(ENV))).toMatchObject({
      files: [],
      heldBack: [expect.stringContaining('broke')],
    });
  });
});
