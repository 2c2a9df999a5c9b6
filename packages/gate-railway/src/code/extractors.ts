import type { Extractor } from './extractor.js';

/** The languages whose source is read. */
export const EXTRACTORS: readonly Extractor[] = [];
