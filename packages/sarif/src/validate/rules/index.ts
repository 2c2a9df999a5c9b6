import type { ValidationRule } from '../rule.js';
import { regionPropertiesMustBeConsistent } from './sarif1007.js';

/** Every rule of the validator, in the order of the documentation. */
export const VALIDATION_RULES: readonly ValidationRule[] = [regionPropertiesMustBeConsistent];
