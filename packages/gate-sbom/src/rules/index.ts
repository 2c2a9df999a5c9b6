import type { SbomRule } from '../rule.js';
import { leftOverPackage } from './left-over-package.js';
import { unpinnedDependency } from './unpinned-dependency.js';

/** Every rule of the gate. */
export const rules: readonly SbomRule[] = [leftOverPackage, unpinnedDependency];
