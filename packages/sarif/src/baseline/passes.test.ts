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

it.each(PASSES.filter(({ isEqual }) => isEqual))(
  'says of "$name" whether the evidence is equal, where it says so',
  ({ isEqual, evidence }) => {
    let equal = 0;
    fc.assert(
      fc.property(pair, ({ message, context, places }) => {
        const [base, head] = places.map((at) => subjectAt(message, context, at)) as [Subject, Subject];
        const said = isEqual?.(base, head);
        if (said === undefined) return;
        if (said) equal++;
        expect(evidence(base)).toBeDefined();
        if (said) expect(evidence(base)).toEqual(evidence(head));
        else expect(evidence(base)).not.toEqual(evidence(head));
      }),
      { numRuns: 3000 },
    );
    expect(equal).toBeGreaterThan(20);
  },
);
