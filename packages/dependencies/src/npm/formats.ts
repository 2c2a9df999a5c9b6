import type { Format, ManifestFormat } from '../format.js';

/** Lockfiles of npm, pnpm, yarn and bun. */
export const NPM_FORMATS: readonly Format[] = [];

/** package.json. */
export const NPM_MANIFESTS: readonly ManifestFormat[] = [];
