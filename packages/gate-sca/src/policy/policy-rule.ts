import type { Finding, Rule } from '@railgate/contract';
import type { Dependencies, LockedPackage, Lockfile } from '@railgate/dependencies';

import type { Versions } from '../findings/versions.js';
import type { Options } from '../options.js';
import type { LicenceJudge } from '@railgate/kit';
import type { RegistryFacts } from './registry-facts.js';

/** What the rules of the policy see. Everything is loaded already: a rule only looks. */
export interface PolicyInput {
  readonly dependencies: Dependencies;
  readonly options: Options;
  readonly now: Date;
  readonly offline: boolean;
  readonly versions: Versions;
  /** What the registry says of versions, where it was asked. */
  readonly registry?: RegistryFacts;
  /** Where the options allow or deny licences. */
  readonly licences?: LicenceJudge;
  /** Is this address one of the registry that the user's own configuration has for the package? */
  isOwnRegistry(name: string, url: string): boolean;
  /** Do both addresses lead to the same registry? A public one has several names. */
  isSameRegistry(a: string, b: string): boolean;
}

/** One package of a lockfile. */
export interface Found {
  readonly lockfile: Lockfile;
  readonly one: LockedPackage;
}

/** What a rule has found. */
export interface Violation extends Omit<Finding, 'ruleId' | 'subject'> {
  /** The package that it is about, where it is about one. */
  readonly about?: Found;
}

/** A rule about what lockfiles and manifests say, whatever is known of vulnerabilities. */
export interface PolicyRule extends Rule {
  /** Linear in the packages. Never throws. */
  check(input: PolicyInput): Iterable<Violation>;
}
