import { extractorOf } from './common/extractor.js';
import type { Extractor } from './extractor.js';
import { javascript } from './javascript/extractor.js';
import { python } from './python/extractor.js';
import { READINGS } from './readings.js';

/** The languages whose source is read. */
export const EXTRACTORS: readonly Extractor[] = [
  javascript,
  python,
  ...READINGS.map(([language, reading]) => extractorOf(language, reading)),
];
