import { join } from 'node:path';

import { SAMPLE, makeRepo, removeFolder, stubGate, type GateBehaviour } from '@railgate/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { brokenReports, reportsIn } from './run-cli.js';
import { manifestOf, runHarness, type Answer } from './run-harness.js';

/** What a gate may do to the run, and what the run says of it. */
const FAULTS = [
  ['throws', 'INTERNAL', /TypeError/],
  ['throws-nothing', 'INTERNAL', /undefined/],
  ['throws-elsewhere', 'TOOL_CRASHED', /thrown from a timer/],
  ['rejects-elsewhere', 'TOOL_CRASHED', /rejected and not awaited/],
  ['hangs', 'TOOL_TIMEOUT', /did not answer within 1 s/],
  ['spins', 'TOOL_TIMEOUT', /did not answer within 1 s/],
  ['leaves-process', 'TOOL_TIMEOUT', /while it was at process \d+/],
  ['exits', 'TOOL_CRASHED', /exit code 0/],
  ['out-of-memory', 'TOOL_CRASHED', /used up its memory/],
  ['returns-nothing', 'REPORT_UNREADABLE', /is no object/],
  ['bad-sarif', 'REPORT_UNREADABLE', /breaks the SARIF schema/],
  ['unknown-rule', 'REPORT_UNREADABLE', /stub\/unknown, which it does not declare/],
  ['circular', 'REPORT_UNREADABLE', /circular/i],
  ['no-evidence', 'REPORT_UNREADABLE', /evidence is no object/],
  ['artifact-outside', 'REPORT_UNREADABLE', /artifacts\.path is absolute or leaves the repository/],
  ['zero-files', 'LOOKED_AT_NOTHING', /read none of \d+ files/],
  ['nothing-expected', 'LOOKED_AT_NOTHING', /expected nothing to look at/],
  ['forgets-a-file', 'PART_SKIPPED', /does not say what became of 1/],
  ['canary-missed', 'CANARY_MISSED', /known-bad input/],
] as const satisfies readonly (readonly [GateBehaviour, string, RegExp])[];

/** Seconds. The last one has to get as far as starting a process. */
const SHORT: Partial<Record<GateBehaviour, number>> = { hangs: 1, spins: 1, 'leaves-process': 5 };
const roots: string[] = [];
let answers: readonly Answer[] = [];

beforeAll(async () => {
  roots.push(...(await Promise.all(FAULTS.map(() => makeRepo(SAMPLE, { git: true })))));
  const orders = FAULTS.map(([does], i) => {
    const faulty = stubGate('faulty', does, SHORT[does] ?? 60);
    return { root: roots[i] as string, gates: [faulty, stubGate('sound', 'finds')] };
  });
  answers = await runHarness(orders);
}, 300_000);

afterAll(() => Promise.all(roots.map(removeFolder)));

describe.each(FAULTS.map((fault, i) => [...fault, i] as const))(
  'a gate that %s',
  (_does, code, message, i) => {
    it(`is reported as ${code}, with why and what to do`, () => {
      const reason = manifestOf(answers[i]).verdict.reasons.find(({ gate }) => gate === 'faulty');
      expect(reason).toMatchObject({
        code,
        message: expect.stringMatching(message) as string,
        waived: false,
      });
      expect(reason?.remedy).toMatch(/\w.*\.$/s);
    });

    it('hides nothing of its neighbour', () => {
      const { verdict, outcomes } = manifestOf(answers[i]);
      expect(verdict).toMatchObject({ status: 'findings', exitCode: 1, counts: { high: 1 } });
      expect(outcomes).toContainEqual(
        expect.objectContaining({ gate: 'sound', status: 'done', findings: 1 }),
      );
    });

    it('leaves whole reports', () => {
      const folder = join(roots[i] as string, '.railgate');
      expect(brokenReports(folder)).toEqual([]);
      expect(reportsIn(folder)).toEqual(expect.arrayContaining(['report.sarif', 'run.json', 'summary.md']));
    });
  },
);

describe('a gate that leaves a process', () => {
  it('has it ended with it', () => {
    const at = FAULTS.findIndex(([does]) => does === 'leaves-process');
    const reason = manifestOf(answers[at]).verdict.reasons.find(({ gate }) => gate === 'faulty');
    const pid = Number(/process (\d+)/.exec(reason?.message ?? '')?.[1]);
    expect(pid).toBeGreaterThan(1);
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
