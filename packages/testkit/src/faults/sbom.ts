import { DEPENDENCY_FAULTS } from './dependencies.js';
import { impossible, type FaultRow } from './fault.js';

/** Of the SBOM gate. */
export const sbomFaults: FaultRow = {
  ...DEPENDENCY_FAULTS,
  NEED_UNMET: impossible('Where no other engine is there, it makes the bill from the lockfiles itself.'),
  DATA_STALE: impossible('It asks no advisory data.'),
  SOURCE_MISSING: impossible('It reads its files by itself and asks no other source.'),
};
