import type { ErrorCode, Gate, GapCode } from '@railgate/contract';

/** What a stub gate does when it scans; each is told in `stubs/gates/stub-gate.mjs`. */
export type GateBehaviour =
  | 'ok'
  | 'finds'
  | 'finds-low'
  | 'degraded'
  | 'throws'
  | `throws.${ErrorCode}`
  | 'throws-nothing'
  | 'throws-elsewhere'
  | 'rejects-elsewhere'
  | 'hangs'
  | 'spins'
  | 'exits'
  | 'out-of-memory'
  | 'leaves-process'
  | 'returns-nothing'
  | 'bad-sarif'
  | 'unknown-rule'
  | 'circular'
  | 'zero-files'
  | 'nothing-expected'
  | 'forgets-a-file'
  | 'no-evidence'
  | 'canary-missed'
  | 'canary-missed-once'
  | 'artifact-outside'
  | `gap.${GapCode}`;

/** What the runner's list of gates holds: an id, a module that a worker thread imports, and the gate itself. */
export interface StubGateEntry {
  readonly id: string;
  readonly module: string;
  load(): Promise<Gate>;
}

/** A gate of this id that behaves so. @param timeout seconds after which the runner stops it. */
export function stubGate(id: string, does: GateBehaviour, timeout = 30): StubGateEntry {
  const module = new URL('../stubs/gates/gate.mjs', import.meta.url);
  module.search = new URLSearchParams({ id, does, timeout: String(timeout) }).toString();
  return { id, module: module.href, load: () => loadStub(id, does, timeout) };
}

/** Not by the module that threads import: test runners take its query for one of their own. */
async function loadStub(id: string, does: GateBehaviour, timeout: number): Promise<Gate> {
  const source = new URL('../stubs/gates/stub-gate.mjs', import.meta.url).href;
  const { makeStubGate } = (await import(source)) as StubModule;
  return makeStubGate(id, does, timeout);
}

interface StubModule {
  makeStubGate(id: string, does: string, timeout: number): Gate;
}
