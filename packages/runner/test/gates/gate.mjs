/** The stub as a package: `gate.mjs?id=lint&does=hang&scope=project&timeout=1`. */
import { makeGate } from './make-gate.mjs';

export const gate = makeGate(Object.fromEntries(new URL(import.meta.url).searchParams));
