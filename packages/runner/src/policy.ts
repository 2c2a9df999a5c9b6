import type { GatePolicy, Policy, Threshold, Waiver } from '@railgate/contract';

import { digestOf } from './canonical-json.js';

/** What of the configuration decides. */
export interface PolicySource {
  readonly failOn: Threshold;
  readonly newOnly?: boolean;
  readonly inlineIgnores?: boolean;
  readonly gates: Readonly<Record<string, { readonly enforce: boolean } & GatePolicy>>;
}

/** `failOn` and `newOnly` of the command line go before the configuration's; what a gate has of its own stays. */
export function policyOf(
  config: PolicySource,
  overrides: { failOn?: Threshold | undefined; newOnly?: boolean | undefined },
): Policy {
  const gates = Object.entries(config.gates).flatMap(([id, gate]) => {
    const own = gatePolicy(gate);
    return Object.keys(own).length === 0 ? [] : [[id, own] as const];
  });
  return {
    failOn: overrides.failOn ?? config.failOn,
    gates: Object.fromEntries(gates),
    newOnly: overrides.newOnly ?? config.newOnly ?? false,
    inlineIgnores: config.inlineIgnores ?? true,
  };
}

/** Only what differs from the run's. */
function gatePolicy({ enforce, failOn, maxFindings, newOnly }: GatePolicy): GatePolicy {
  return {
    ...(enforce === false && { enforce }),
    ...(failOn !== undefined && { failOn }),
    ...(maxFindings !== undefined && { maxFindings }),
    ...(newOnly !== undefined && { newOnly }),
  };
}

/** Two runs with the same hash were judged by the same rules. The form of a policy does not matter, its meaning does. */
export function policyHash(policy: Policy, waivers: readonly Waiver[]): string {
  const { failOn, newOnly, inlineIgnores = true, gates } = policy;
  const plain = waivers.map(({ kind = 'accepted-risk', ...waiver }) => ({ kind, ...waiver }));
  return digestOf({ policy: { failOn, newOnly, inlineIgnores, gates }, waivers: plain });
}

export function isEnforced(policy: Policy, gate: string): boolean {
  return gateOf(policy, gate).enforce ?? true;
}

export function thresholdOf(policy: Policy, gate: string): Threshold {
  return gateOf(policy, gate).failOn ?? policy.failOn;
}

/** Do only findings count that the baseline does not have? */
export function isNewOnly(policy: Policy, gate: string): boolean {
  return gateOf(policy, gate).newOnly ?? policy.newOnly;
}

/** How many findings at or over the threshold are let pass, in all targets of the gate together. */
export function maxFindingsOf(policy: Policy, gate: string): number {
  return gateOf(policy, gate).maxFindings ?? 0;
}

function gateOf({ gates }: Policy, gate: string): GatePolicy {
  return Object.hasOwn(gates, gate) ? (gates[gate] ?? {}) : {};
}
