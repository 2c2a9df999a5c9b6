import { catalogueOf, type Catalogue } from './catalogue.js';
import { FAMILIES } from './families.js';

/** Made when the package is bundled: `tools/build/data-modules.mjs`. */
export const CATALOGUE: Catalogue = catalogueOf(FAMILIES.map((formats) => formats()));
