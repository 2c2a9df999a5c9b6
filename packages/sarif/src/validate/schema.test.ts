import { describe, expect, it } from 'vitest';

import { headViolations, resultViolations, schemaViolations, toLog } from './schema.js';

const RUN = { tool: { driver: { name: 'T' } } };

describe('ok: the compiled schema', () => {
  it('passes a log, a head and a result', () => {
    expect(schemaViolations(toLog([{ ...RUN, results: [{ message: { text: 'a' } }] }]))).toEqual([]);
    expect(headViolations(toLog([RUN]))).toEqual([]);
    expect(resultViolations({ message: { text: 'a' } })).toEqual([]);
  });

  it('takes items that differ in one deep value for different', () => {
    const flow = (text: string) => ({ kinds: [text], location: { message: { text: 'same' } } });
    const run = { ...RUN, threadFlowLocations: [flow('a'), flow('b')] };
    expect(headViolations(toLog([run]))).toEqual([]);
  });

  it('compares 30,000 rules in no time that anybody would notice', () => {
    const rules = Array.from({ length: 30_000 }, (_, i) => ({ id: `R${i}` }));
    expect(headViolations(toLog([{ tool: { driver: { name: 'T', rules } } }]))).toEqual([]);
  });
});

describe('ng: the compiled schema', () => {
  it('lists every violation with its pointer', () => {
    const location = { physicalLocation: { artifactLocation: { uri: 'a b' }, region: { startLine: 0 } } };
    expect(resultViolations({ message: { text: 'a' }, level: 'high', locations: [location] })).toEqual([
      '/level must be equal to one of the allowed values',
      '/locations/0/physicalLocation/artifactLocation/uri must match format "uri-reference"',
      '/locations/0/physicalLocation/region/startLine must be >= 1',
    ]);
  });

  it('finds equal items whatever the order of their keys', () => {
    const artifacts = [{ length: 1, mimeType: 'a/b' }, { length: 2 }, { mimeType: 'a/b', length: 1 }];
    expect(headViolations(toLog([{ ...RUN, artifacts }]))).toEqual([
      '/runs/0/artifacts must NOT have duplicate items (items ## 2 and 0 are identical)',
    ]);
  });

  it('does not take the text of a key for a value', () => {
    expect(headViolations(toLog([{ ...RUN, newlineSequences: ['\n', '\n'] }]))).toHaveLength(1);
    expect(headViolations(toLog([{ ...RUN, newlineSequences: ['\n', '\\n'] }]))).toEqual([]);
  });
});
