import type { Engine, EngineName } from './engine.js';

/** Loads an engine: most runs need few of them. */
export const ENGINES: Readonly<Partial<Record<EngineName, () => Promise<Engine>>>> = {};
