import { endOfLifeDistribution } from './end-of-life-distribution.js';
import type { ImageRule } from '../image-rule.js';
import { licenceDenied } from './licence-denied.js';
import { licenceUnknown } from './licence-unknown.js';
import { secretInEnvironment } from './secret-in-environment.js';
import { secretInLayer } from './secret-in-layer.js';

/** Every rule of the gate, those of published advisories and of Trivy's own checks aside: a run declares them as it finds them. */
export const rules: readonly ImageRule[] = [
  endOfLifeDistribution,
  licenceDenied,
  licenceUnknown,
  secretInEnvironment,
  secretInLayer,
];
