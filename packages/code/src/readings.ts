import type { Reading } from './common/tree.js';
import { csharp } from './csharp/reading.js';
import { go } from './go/reading.js';
import { java } from './java/reading.js';
import { kotlin } from './kotlin/reading.js';
import type { Language } from './language.js';
import { php } from './php/reading.js';
import { ruby } from './ruby/reading.js';
import { rust } from './rust/reading.js';

/**
 * How languages are read, by language. Asked for when a file is there: in the bundle each is a file of its own, and a
 * repository has one or two of them.
 */
export const READINGS: readonly (readonly [Language, () => Reading])[] = [
  ['go', () => go],
  ['java', () => java],
  ['kotlin', () => kotlin],
  ['csharp', () => csharp],
  ['php', () => php],
  ['ruby', () => ruby],
  ['rust', () => rust],
];
