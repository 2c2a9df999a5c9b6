import fc from 'fast-check';
import type * as sarif from 'sarif';
import { expect, it } from 'vitest';

import { PASSES } from './passes.js';
import { RunInfo } from './run-info.js';
import { Subject } from './subject.js';

const info = new RunInfo({ tool: { driver: { name: 'T' } }, results: [] });
const parts = fc.constantFrom('src/a.ts', 'src/b.ts', 'a', ' ', '\n', '9', '14', '.', ':', '#', '\u0001');
const text = fc.array(parts, { maxLength: 4 }).map((some) => some.join(''));

const place = fc.record({ uri: fc.constantFrom('src/a.ts', 'src/b.ts', 'a'), line: fc.constantFrom(9, 14) });

/** What two results have in common and what not. */
const pair = fc.record({
  message: text,
  context: fc.option(text, { nil: undefined }),
  places: fc.tuple(place, place),
});

function subjectAt(
  message: string,
  context: string | undefined,
  { uri, line }: { uri: string; line: number },
): Subject {
  const result: sarif.Result = {
    ruleId: 'R1',
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: { startLine: line },
          contextRegion: { startLine: line, ...(context !== undefined && { snippet: { text: context } }) },
        },
      },
    ],
  };
  return new Subject(result, info);
}

it.each(PASSES.filter(({ isSurelyEqual }) => isSurelyEqual))(
  'says of "$name" that it is surely equal only where the evidence is',
  ({ isSurelyEqual, evidence }) => {
    let equal = 0;
    fc.assert(
      fc.property(pair, ({ message, context, places }) => {
        const [base, head] = places.map((at) => subjectAt(message, context, at)) as [Subject, Subject];
        if (!isSurelyEqual?.(base, head)) return;
        equal++;
        expect(evidence(base)).toBeDefined();
        expect(evidence(base)).toEqual(evidence(head));
      }),
      { numRuns: 3000 },
    );
    expect(equal).toBeGreaterThan(20);
  },
);
