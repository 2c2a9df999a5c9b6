import type { Format } from '../format.js';
import { FAMILIES } from './families.js';

/** All kinds of secrets that have a form. Loads every file of them: who looks for secrets asks the catalogue. */
export const FORMATS: readonly Format[] = FAMILIES.flatMap((formats) => formats());
