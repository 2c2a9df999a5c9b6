import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { checkRun } from './check-run.js';

const FILE: sarif.Location = {
  physicalLocation: { artifactLocation: { uri: 'a.ts' }, region: { startLine: 1 } },
};
const IMAGE: sarif.Location = {
  logicalLocations: [{ name: 'api', fullyQualifiedName: 'api:/bin/sh', kind: 'image' }],
};

function runOf(locations: sarif.Location[]): sarif.Run {
  return {
    tool: { driver: { name: 'Test', rules: [{ id: 'test/a' }] } },
    results: [{ ruleId: 'test/a', message: { text: 'Found.' }, locations }],
  };
}

describe('where a result is', () => {
  it.each([
    ['a file', [FILE]],
    ['an image', [IMAGE]],
  ])('ok: %s', (_, locations) => {
    expect(() => checkRun(runOf(locations))).not.toThrow();
  });

  it.each([
    ['nowhere', []],
    ['two files', [FILE, FILE]],
    ['a file and an image', [FILE, IMAGE]],
    ['an image without a name', [{ logicalLocations: [{}] }]],
    ['a place without a file', [{ physicalLocation: { region: { startLine: 1 } } }]],
    [
      'a place without a file, which an image is not to hide',
      [{ ...IMAGE, physicalLocation: { region: { startLine: 1 } } }],
    ],
  ])('broken: %s', (_, locations: sarif.Location[]) => {
    expect(() => checkRun(runOf(locations))).toThrow(/location/);
  });
});
