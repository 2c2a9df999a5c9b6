import type { SbomRule } from '../rule.js';
import { unpinnedDependency } from './unpinned-dependency.js';

/** Every rule of the gate. */
export const rules: readonly SbomRule[] = [unpinnedDependency];
