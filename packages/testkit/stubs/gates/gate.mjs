/** The module of one stub gate: `gate.mjs?id=lint&does=hangs&timeout=1`. */
import { makeStubGate } from './stub-gate.mjs';

const query = new URL(import.meta.url).searchParams;

export const gate = makeStubGate(query.get('id'), query.get('does'), Number(query.get('timeout') ?? 30));
