import type { Gate } from '@railgate/contract';

import type { ConfigurableGate } from './config/index.js';
import type { GateEntry } from './gate-entry.js';
import { plainError, type PlainError } from './plain-error.js';

/** A gate of the list with what its package exports, or why it could not be loaded. */
export type LoadedGate = Pick<GateEntry, 'id' | 'module'> &
  ({ readonly gate: Gate; readonly error?: never } | { readonly gate?: never; readonly error: PlainError });

/** Loads descriptions, options and rules. A package that is broken breaks its own gate and no other. */
export function loadGates(entries: readonly GateEntry[]): Promise<LoadedGate[]> {
  return Promise.all(entries.map(loadGate));
}

/** What the configuration may say of a gate. */
export function configurable({ id, gate }: LoadedGate): ConfigurableGate {
  return gate ?? { meta: { id, timeout: 1 }, options: ANYTHING };
}

/** Nobody knows the options of a gate that does not load. Through JSON, since the type holds for known ones. */
const ANYTHING = JSON.parse(
  '{ "type": "object", "properties": {}, "additionalProperties": true }',
) as ConfigurableGate['options'];

async function loadGate({ id, module, load }: GateEntry): Promise<LoadedGate> {
  try {
    const gate = await load();
    if (gate.meta.id !== id) throw new Error(`the gate listed as ${id} calls itself ${gate.meta.id}`);
    return { id, module, gate };
  } catch (error) {
    return { id, module, error: plainError(error, '') };
  }
}
