import fc from 'fast-check';
import type * as sarif from 'sarif';
import { expect, it } from 'vitest';

import { readSourceSides } from '../../src/baseline/read-sides.js';
import { readSides } from '../../src/baseline/run-groups.js';
import type { Subject } from '../../src/baseline/subject.js';
import { openSarif } from '../../src/read/index.js';
import { useTempFiles } from '../read/temp-files.js';

const { write } = useTempFiles();

const pieces = fc.constantFrom('src/a1.ts', 'a', 'n', ' ', '\n', '9', '14', '.', '_', '\\', '"', 'é', '\u00a0', '\u1680', '\u2003', '\u3000', '\ufeff', '\t', '\r', '\f', '\b', '\u0001'); // prettier-ignore
const text = fc.array(pieces, { maxLength: 4 }).map((some) => some.join(''));
const hash = fc.constantFrom('ab:1', 'cd:1', `${'0'.repeat(32)}:1`, `${'1'.repeat(32)}:2`, '');

const result = fc
  .record({
    message: text,
    uri: fc.constantFrom('src/a1.ts', 'a'),
    line: fc.nat({ max: 20 }),
    code: text,
    context: text,
    lineHash: fc.option(hash, { nil: undefined }),
    identity: hash,
  })
  .map(({ message, uri, line, code, context, lineHash, identity }): sarif.Result => ({
    ruleId: 'R1',
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: { startLine: line + 1, snippet: { text: code } },
          contextRegion: { startLine: line + 1, snippet: { text: context } },
        },
      },
    ],
    partialFingerprints: {
      ...(lineHash !== undefined && { primaryLocationLineHash: lineHash }),
      'railgateId/v1': identity,
    },
  }));

/** All that a subject says, of itself and beside each of some others. */
function saidBy(subject: Subject, others: readonly Subject[]): unknown {
  // First, while nothing is decoded yet.
  const beside = others.map((other) => [
    subject.hasSameMessage(other),
    subject.hasSameCode(other),
    subject.hasSameContext(other),
    subject.hasSameText(other),
  ]);
  const { rule, path, line, message, said, text, own, around, identity, json, isSecret } = subject;
  return { rule, path, line, message, said, text, own, around, identity, json, isSecret, beside };
}

it.each(['T', 'Trivy'])('say what those at hand say, of the tool %s', async (name) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(result, { minLength: 2, maxLength: 12 }),
      fc.boolean(),
      async (results, keepsText) => {
        const log: sarif.Log = { version: '2.1.0', runs: [{ tool: { driver: { name } }, results }] };
        const source = await openSarif(write('a.sarif', JSON.stringify(log)), { name: 'a', keepsText });
        const subjects = (await readSourceSides(source)).flatMap((side) => side.subjects);
        const atHand = readSides(log).flatMap((side) => side.subjects);
        expect(subjects.map((subject) => saidBy(subject, subjects))).toEqual(
          atHand.map((subject) => saidBy(subject, atHand)),
        );
      },
    ),
    { numRuns: 60 },
  );
});

it('take an empty fingerprint for none', async () => {
  const message = { text: 'Bad.' };
  const results: sarif.Result[] = [
    {},
    {},
    { primaryLocationLineHash: '' },
    { primaryLocationLineHash: '' },
  ].map((partialFingerprints) => ({ ruleId: 'R1', message, partialFingerprints }));
  const log: sarif.Log = { version: '2.1.0', runs: [{ tool: { driver: { name: 'T' } }, results }] };
  const source = await openSarif(write('a.sarif', JSON.stringify(log)), { name: 'a' });
  for (const [side] of [await readSourceSides(source), readSides(log)]) {
    const [first] = side?.subjects ?? [];
    expect(side?.subjects.map((subject) => first?.hasSameCode(subject))).toEqual([true, true, true, true]);
  }
});
