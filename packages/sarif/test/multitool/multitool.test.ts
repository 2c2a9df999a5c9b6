import { describe, expect, it } from 'vitest';

import { VALIDATION_RULES } from '../../src/validate/index.js';
import { DIFFERENCES, SAID_TWICE } from './differences.js';
import { MUTATIONS } from './mutations.js';
import { comparedLogs, ourVerdict, recordedVerdicts, type Verdict } from './verdict.js';

const logs = [...comparedLogs()];
const recorded = recordedVerdicts();
const checked = new Set(VALIDATION_RULES.filter((rule) => rule.notChecked === undefined).map(({ id }) => id));
const judge = ourVerdict(['github', 'azure']);

describe('the verdicts of the Multitool', () => {
  it.each(logs)('%s', async (name, text) => {
    const excepted = DIFFERENCES.filter((difference) => difference.logs.includes(name)).map(
      ({ rule }) => rule,
    );
    const compared = (verdict: Verdict): Verdict =>
      withoutRepetitions(
        verdict.filter((line) => checked.has(ruleOf(line)) && !excepted.includes(ruleOf(line))),
      );
    expect(compared(await judge(text))).toEqual(compared(recorded.get(name) ?? []));
  });

  it('are recorded for these logs and no others', () => {
    expect([...recorded.keys()]).toEqual(logs.map(([name]) => name).sort());
  });

  it.each(DIFFERENCES.flatMap((difference) => difference.logs.map((name) => [difference, name] as const)))(
    '$rule differs as it is said to',
    async ({ rule, more }, name) => {
      const text = comparedLogs().get(name) ?? '{}';
      const count = (verdict: Verdict): number => verdict.filter((line) => ruleOf(line) === rule).length;
      const [ours, theirs] = [count(await judge(text)), count(recorded.get(name) ?? [])];
      expect(more === 'railgate' ? ours > theirs : theirs > ours).toBe(true);
    },
  );
});

describe('the mutations', () => {
  it.each(MUTATIONS.filter(({ rule }) => rule !== undefined))(
    'ng: $name breaks $rule',
    async ({ rule, name }) => {
      const verdict = await judge(comparedLogs().get(`${name}.sarif`) ?? '{}');
      expect(verdict.map(ruleOf)).toContain(rule);
    },
  );

  it('ok: the base log breaks no rule', async () => {
    expect(await judge(comparedLogs().get('base.sarif') ?? '{}')).toEqual([]);
  });

  it('break every rule that is checked', () => {
    const broken = new Set(MUTATIONS.map(({ rule }) => rule));
    expect([...checked].filter((rule) => !broken.has(rule))).toEqual([]);
  });
});

function ruleOf(line: string): string {
  return line.slice(0, line.indexOf(' '));
}

function withoutRepetitions(verdict: Verdict): Verdict {
  return verdict.filter((line, i) => !SAID_TWICE.has(ruleOf(line)) || verdict.indexOf(line) === i);
}
