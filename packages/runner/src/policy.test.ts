import type { Policy, Waiver } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { policyHash, policyOf } from './policy.js';

const POLICY: Policy = { failOn: 'high', gates: {}, newOnly: false };
const WAIVER: Waiver = { rule: 'a/b', reason: 'r', owner: 'o', expires: '2027-01-01' };
const GATE = { enforce: true };

describe('policyOf', () => {
  it('keeps of a gate only what differs', () => {
    const config = {
      failOn: 'high',
      newOnly: true,
      inlineIgnores: false,
      gates: { lint: GATE, sca: { ...GATE, maxFindings: 0 }, railway: { enforce: false } },
    } as const;
    expect(policyOf(config, {})).toEqual({
      failOn: 'high',
      newOnly: true,
      inlineIgnores: false,
      gates: { sca: { maxFindings: 0 }, railway: { enforce: false } },
    });
  });

  it('goes by the command line before the configuration', () => {
    const config = { failOn: 'high', newOnly: true, gates: { lint: { ...GATE, failOn: 'low' } } } as const;
    expect(policyOf(config, { failOn: 'critical', newOnly: false })).toMatchObject({
      failOn: 'critical',
      newOnly: false,
      inlineIgnores: true,
      gates: { lint: { failOn: 'low' } },
    });
  });
});

describe('policyHash', () => {
  const hash = policyHash(POLICY, [WAIVER]);

  it.each<[string, Policy, Waiver[]]>([
    ['the threshold', { ...POLICY, failOn: 'low' }, [WAIVER]],
    ['newOnly', { ...POLICY, newOnly: true }, [WAIVER]],
    ['inlineIgnores', { ...POLICY, inlineIgnores: false }, [WAIVER]],
    ['a gate', { ...POLICY, gates: { lint: { maxFindings: 1 } } }, [WAIVER]],
    ['no waiver', POLICY, []],
    ['the expiry of a waiver', POLICY, [{ ...WAIVER, expires: '2027-01-02' }]],
    ['the kind of a waiver', POLICY, [{ ...WAIVER, kind: 'deferred' }]],
  ])('changes with %s', (_name, policy, waivers) => {
    expect(policyHash(policy, waivers)).not.toBe(hash);
  });

  it('does not change with what is said and what is meant anyway', () => {
    expect(policyHash({ ...POLICY, inlineIgnores: true }, [{ ...WAIVER, kind: 'accepted-risk' }])).toBe(hash);
  });
});
