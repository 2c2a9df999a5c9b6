import type { Extractor } from './extractor.js';
import { extractorOf } from './common/extractor.js';
import { csharp } from './csharp/reading.js';
import { go } from './go/reading.js';
import { java } from './java/reading.js';
import { javascript } from './javascript/extractor.js';
import { kotlin } from './kotlin/reading.js';
import { php } from './php/reading.js';
import { python } from './python/extractor.js';
import { ruby } from './ruby/reading.js';
import { rust } from './rust/reading.js';

/** The languages whose source is read. */
export const EXTRACTORS: readonly Extractor[] = [
  javascript,
  python,
  extractorOf(go),
  extractorOf(java),
  extractorOf(kotlin),
  extractorOf(csharp),
  extractorOf(php),
  extractorOf(ruby),
  extractorOf(rust),
];
