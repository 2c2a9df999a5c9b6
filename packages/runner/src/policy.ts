import type { Policy, Threshold, Waiver } from '@railgate/contract';

import { digestOf } from './canonical-json.js';

/** What of the configuration decides. */
export interface PolicySource {
  readonly failOn: Threshold;
  readonly gates: Readonly<Record<string, { readonly enforce: boolean; readonly failOn?: Threshold }>>;
}

/** `failOn` and `newOnly` of the command line go before the configuration's; a gate's own threshold stays. */
export function policyOf(
  config: PolicySource,
  overrides: { failOn?: Threshold | undefined; newOnly?: boolean | undefined },
): Policy {
  const gates = Object.entries(config.gates)
    .filter(([, { enforce, failOn }]) => !enforce || failOn !== undefined)
    .map(([id, { enforce, failOn }]) => [id, { enforce, ...(failOn !== undefined && { failOn }) }] as const);
  return {
    failOn: overrides.failOn ?? config.failOn,
    gates: Object.fromEntries(gates),
    newOnly: overrides.newOnly ?? false,
  };
}

/** Two runs with the same hash were judged by the same rules. */
export function policyHash(policy: Policy, waivers: readonly Waiver[]): string {
  return digestOf({ policy, waivers });
}

export function isEnforced(policy: Policy, gate: string): boolean {
  return policy.gates[gate]?.enforce ?? true;
}

export function thresholdOf(policy: Policy, gate: string): Threshold {
  return policy.gates[gate]?.failOn ?? policy.failOn;
}
