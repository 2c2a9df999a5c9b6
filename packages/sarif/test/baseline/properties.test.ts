import fc from 'fast-check';
import type * as sarif from 'sarif';
import { describe, expect, it } from 'vitest';

import { compareLogs, type Comparison } from '../../src/baseline/index.js';
import { logOf, runOf, type Spot } from './logs.js';

const spot = fc.record(
  {
    rule: fc.constantFrom('R1', 'R2', 'R3'),
    path: fc.constantFrom('a.ts', 'b.ts', 'src/a.ts', 'src/c.ts'),
    line: fc.integer({ min: 1, max: 30 }),
    column: fc.constantFrom(1, 5),
    text: fc.constantFrom('Bad.', 'Worse at line 7.', 'Uses 3 of 12.'),
    code: fc.constantFrom('eval(a)', 'eval(b)', '}'),
    identity: fc.constantFrom('a', 'b', 'c').map((digit) => digit.repeat(32)),
    lineHash: fc.constantFrom('abc:1', 'abc:2', 'def:1'),
    level: fc.constantFrom('error' as const, 'note' as const),
  },
  { requiredKeys: ['rule', 'path', 'line', 'text'] },
);
const tools = fc.constantFrom('Linter', 'Scanner');
const someLog = fc
  .array(fc.tuple(tools, fc.array(spot, { maxLength: 12 })), { maxLength: 3 })
  .map((runs) => logOf(...runs.map(([name, spots]) => runOf(spots, { name }))));

function resultsOf({ runs }: sarif.Log): sarif.Result[] {
  return runs.flatMap(({ results = [] }) => results);
}

describe('compareLogs', () => {
  it('finds every log unchanged in itself', () => {
    fc.assert(
      fc.property(someLog, (log) => {
        const { counts, drift, notCompared } = compareLogs(log, log);
        expect(counts).toEqual({ new: 0, unchanged: resultsOf(log).length, updated: 0, absent: 0 });
        expect([drift, notCompared]).toEqual([[], 0]);
      }),
    );
  });

  it('loses and invents nothing: each result of the head has one state, each of the base is met or absent', () => {
    fc.assert(
      fc.property(someLog, someLog, (base, head) => {
        const { counts, notCompared, log } = compareLogs(base, head);
        const matched = counts.unchanged + counts.updated;
        expect(matched + counts.new).toBe(resultsOf(head).length);
        expect(matched + counts.absent + notCompared).toBe(resultsOf(base).length);
        expect(resultsOf(log)).toHaveLength(resultsOf(head).length + counts.absent);
        expect(resultsOf(log).every(({ baselineState }) => baselineState)).toBe(true);
      }),
    );
  });

  it('does not depend on the order of the results', () => {
    // Few places, so that many results are equal in all but what nobody looks at.
    const crowded = fc
      .array(
        fc.record(
          {
            line: fc.integer({ min: 1, max: 3 }),
            level: fc.constantFrom('error' as const, 'note' as const),
            more: fc.integer({ max: 3 }).map((rank) => ({ rank })),
          },
          { requiredKeys: ['line', 'more'] },
        ),
        { maxLength: 8 },
      )
      .map((spots) => logOf(runOf(spots)));
    const shuffled = fc
      .oneof(someLog, crowded)
      .chain((log) =>
        fc.tuple(
          fc.constant(log),
          fc.tuple(
            ...log.runs.map(({ results = [], ...run }) =>
              shuffle(results).map((r) => ({ ...run, results: r })),
            ),
          ),
        ),
      );
    fc.assert(
      fc.property(shuffled, shuffled, ([base, runsOfBase], [head, runsOfHead]) => {
        const one = compareLogs(base, head);
        const other = compareLogs({ ...base, runs: runsOfBase }, { ...head, runs: runsOfHead });
        expect(sorted(other)).toEqual(sorted(one));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps suppressions', () => {
    const suppressions: sarif.Suppression[] = [{ kind: 'inSource' }];
    fc.assert(
      fc.property(someLog, someLog, (base, head) => {
        for (const result of [...resultsOf(base), ...resultsOf(head)]) result.suppressions = suppressions;
        const { log } = compareLogs(base, head);
        expect(resultsOf(log).every((result) => result.suppressions?.length === 1)).toBe(true);
      }),
    );
  });
});

/** A file of findings, as a scan would find them: code and place belong together. */
const sources = fc.uniqueArray(
  fc.record({
    name: fc.stringMatching(/^[a-z]{1,8}$/),
    findings: fc.array(
      fc.record({
        line: fc.integer({ min: 1, max: 400 }),
        rule: fc.constantFrom('R1', 'R2'),
        code: fc.constantFrom('eval(a)', 'eval(b)', 'exec(c)'),
        says: fc.constantFrom('Bad.', 'position', 'Uses 2 of 40.'),
      }),
      { minLength: 1, maxLength: 15 },
    ),
  }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 8 },
);
type Sources = typeof sources extends fc.Arbitrary<infer T> ? T : never;

interface Move {
  readonly shift: number;
  readonly folder: string;
  readonly withCode: boolean;
}

function scan(files: Sources, { shift, folder, withCode }: Move): sarif.Log {
  const spots = files.flatMap(({ name, findings }) =>
    findings.map(({ line, rule, code, says }): Spot => {
      const at = line + shift;
      const text = says === 'position' ? `Bad at line ${at}, column 5.` : says;
      return { rule, path: `${folder}/${name}.ts`, line: at, column: 5, text, ...(withCode && { code }) };
    }),
  );
  return logOf(runOf(spots));
}

describe('a file that only moved', () => {
  const shifts = fc.integer({ min: 0, max: 5000 });

  it('has nothing new and nothing absent after any shift, with code and without', () => {
    fc.assert(
      fc.property(sources, shifts, fc.boolean(), (files, shift, withCode) => {
        const base = scan(files, { shift: 0, folder: 'src', withCode });
        const { counts } = compareLogs(base, scan(files, { shift, folder: 'src', withCode }));
        expect(counts).toMatchObject({ new: 0, updated: 0, absent: 0 });
      }),
    );
  });

  it('has nothing new and nothing absent after a shift and a rename that git saw', () => {
    fc.assert(
      fc.property(sources, shifts, fc.boolean(), (files, shift, withCode) => {
        const base = scan(files, { shift: 0, folder: 'src', withCode });
        const head = scan(files, { shift, folder: 'lib', withCode });
        const renames = new Map(files.map(({ name }) => [`src/${name}.ts`, `lib/${name}.ts`]));
        const { counts } = compareLogs(base, head, { renames });
        expect(counts).toMatchObject({ new: 0, unchanged: 0, absent: 0 });
      }),
    );
  });

  it('has nothing new and nothing absent after a rename that nobody saw, when its findings are its own', () => {
    fc.assert(
      fc.property(sources, shifts, (files, shift) => {
        const own = files.map(({ name, findings }) => ({
          name,
          findings: findings.map((finding) => ({
            ...finding,
            code: `${finding.code} // ${name}` as 'eval(a)',
          })),
        }));
        const base = scan(own, { shift: 0, folder: 'src', withCode: true });
        const { counts } = compareLogs(base, scan(own, { shift, folder: 'lib', withCode: true }));
        expect(counts).toMatchObject({ new: 0, unchanged: 0, absent: 0 });
      }),
    );
  });
});

function shuffle<T>(list: readonly T[]): fc.Arbitrary<T[]> {
  return fc.shuffledSubarray([...list], { minLength: list.length });
}

function sorted({ log, ...rest }: Comparison): unknown {
  const runs = log.runs.map((run) => run.results?.map((result) => JSON.stringify(result)).sort());
  return [runs, rest];
}
