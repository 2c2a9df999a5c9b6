import type { Gate, Rule } from '@railgate/contract';

import { GATES } from './gates.js';

/** Metadata, rules and options of all gates; their engines stay unloaded. */
export function loadGates(): Promise<Gate[]> {
  return Promise.all(GATES.map((entry) => entry.load()));
}

export async function loadRules(): Promise<{ readonly gate: Gate; readonly rule: Rule }[]> {
  const gates = await loadGates();
  return gates.flatMap((gate) => gate.rules.map((rule) => ({ gate, rule })));
}
