import { FormatIndex } from './catalogue.js';
import { FAMILIES } from './families.js';
import { CATALOGUE } from './known.data.js';

/** All formats, each loaded when it is asked for. */
export const KNOWN = new FormatIndex(CATALOGUE, FAMILIES);
