import type { Engine, EngineName } from './engine.js';

/** Loads an engine: most runs need few of them. */
export const ENGINES: Readonly<Partial<Record<EngineName, () => Promise<Engine>>>> = {
  osv: async () => (await import('./osv/index.js')).engine,
  'osv.dev': async () => (await import('./osv-service/index.js')).engine,
  'npm-registry': async () => (await import('./npm-registry/index.js')).engine,
  'npm-audit': async () => (await import('./npm-audit/index.js')).engine,
  'osv-scanner': async () => (await import('./osv-scanner/index.js')).engine,
  safety: async () => (await import('./safety/index.js')).engine,
  'pip-audit': async () => (await import('./pip-audit/index.js')).engine,
};
