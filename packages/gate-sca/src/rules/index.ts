import type { PolicyRule } from '../policy/policy-rule.js';
import { conflictingIntegrity } from './conflicting-integrity.js';
import { deprecatedPackage } from './deprecated-package.js';
import { foreignRegistry } from './foreign-registry.js';
import { gitDependency } from './git-dependency.js';
import { httpSource } from './http-source.js';
import { installScript } from './install-script.js';
import { licenceDenied } from './licence-denied.js';
import { licenceUnknown } from './licence-unknown.js';
import { lockfileOutOfDate } from './lockfile-out-of-date.js';
import { mismatchedTarball } from './mismatched-tarball.js';
import { missingIntegrity } from './missing-integrity.js';
import { missingLockfile } from './missing-lockfile.js';
import { unpinnedRequirement } from './unpinned-requirement.js';
import { yankedVersion } from './yanked-version.js';
import { youngPackage } from './young-package.js';

/** Every rule of the gate that is about no single advisory. Those of advisories are made of what was found. */
export const rules: readonly PolicyRule[] = [
  conflictingIntegrity,
  deprecatedPackage,
  foreignRegistry,
  gitDependency,
  httpSource,
  installScript,
  licenceDenied,
  licenceUnknown,
  lockfileOutOfDate,
  mismatchedTarball,
  missingIntegrity,
  missingLockfile,
  unpinnedRequirement,
  yankedVersion,
  youngPackage,
];
