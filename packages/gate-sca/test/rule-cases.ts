import type { Severity } from '@railgate/contract';
import { isSameRegistry } from '@railgate/dependencies';

import { loadVersions } from '../src/findings/versions.js';
import type { Options } from '../src/options.js';
import { checkPolicy, type PolicyWord } from '../src/policy/check-policy.js';
import { loadLicences } from '@railgate/kit';
import type { VersionFacts } from '../src/policy/registry-facts.js';
import type { Manifest } from '@railgate/dependencies';
import { NOW, OPTIONS, dependenciesOf, manifestOf, type MadeLockfile } from './made.js';

/** What a rule must say in an ng case. */
export interface Expected {
  /** `path:line`. */
  readonly at: string;
  /** Defaults to the rule's severity. */
  readonly severity?: Severity;
  /** A part of the message. */
  readonly says?: string;
}

export interface Case {
  readonly name: string;
  readonly lockfiles?: readonly MadeLockfile[];
  readonly unpinned?: readonly Partial<Manifest>[];
  readonly options?: Partial<Options>;
  /** By `name@version` of npm; without it the registry was not asked. */
  readonly registry?: Readonly<Record<string, VersionFacts>>;
  /** The registry that the user's configuration names. */
  readonly configured?: string;
}

/** `ok`: look-alikes; `ng`: what it finds; `broken`: what it cannot know, as codes of gaps. */
export interface RuleCases {
  readonly ok: readonly [Case, ...Case[]];
  readonly ng: readonly [NgCase, ...NgCase[]];
  readonly broken?: readonly BrokenCase[];
}

interface NgCase extends Case {
  readonly finds: readonly [Expected, ...Expected[]];
}

interface BrokenCase extends Case {
  /** A part of the one gap's message. */
  readonly gap: string;
}

const versions = await loadVersions(['npm', 'PyPI']);

/** What all rules say of a case. */
export async function policyOf(one: Case): Promise<PolicyWord> {
  const { lockfiles = [], unpinned = [], registry, configured } = one;
  const options = { ...OPTIONS, ...one.options };
  const licences = await loadLicences(options.licences);
  return checkPolicy({
    dependencies: dependenciesOf(lockfiles, { unpinned: unpinned.map(manifestOf) }),
    options,
    now: NOW,
    offline: !registry,
    versions,
    ...(licences && { licences }),
    ...(registry && {
      registry: {
        of: (_ecosystem, name, version) => registry[`${name}@${version}`],
        saysLicences: (ecosystem) => ecosystem === 'npm',
        silence: () => [],
      },
    }),
    isOwnRegistry: (_name, url) => configured !== undefined && isSameRegistry(configured, url),
    isSameRegistry,
  });
}
