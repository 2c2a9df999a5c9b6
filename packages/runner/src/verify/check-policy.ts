import type { RunManifest } from '@railgate/contract';

import { isEnforced, policyHash } from '../policy.js';
import { fileWaivers } from './check-waivers.js';
import { pairName } from './pair-name.js';

/** The hash is that of the policy and the waivers, and each gate is judged as the policy says. */
export function checkPolicy(manifest: RunManifest): string[] {
  const { hash, ...policy } = manifest.policy;
  const problems = manifest.outcomes
    .filter(({ gate, enforced }) => enforced !== isEnforced(policy, gate))
    .map(
      (outcome) => `${pairName(outcome)} is ${outcome.enforced ? '' : 'not '}enforced, against the policy.`,
    );
  if (policyHash(policy, fileWaivers(manifest)) !== hash)
    problems.push('The hash of the policy is not that of the policy and the waivers.');
  return problems;
}
