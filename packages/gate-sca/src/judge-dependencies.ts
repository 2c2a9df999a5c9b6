import type { Degraded, Evidence, Finding, Gap, Rule } from '@railgate/contract';
import type { Signals } from '@railgate/advisories';

import type { Report } from './engines/engine.js';
import { listed, plainText } from './findings/plain-text.js';
import type { Versions } from './findings/versions.js';
import { findVulnerabilities, type Upgrade } from './findings/vulnerabilities.js';
import type { Options } from './options.js';
import { namelessGaps } from './parts.js';
import { prove, type ProofInput } from './proof.js';

export interface JudgeInput extends ProofInput {
  readonly options: Pick<Options, 'engines' | 'require' | 'developmentDependencies' | 'unfixable'>;
  readonly versions: Versions;
  /** What else is known of a CVE. */
  readonly signals: (cve: string) => Signals | undefined;
  /** What the policy has found, beside vulnerabilities. */
  readonly policy: { readonly findings: readonly Finding[]; readonly gaps: readonly Gap[] };
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** One a vulnerability; the static ones are not among them. */
  readonly rules: readonly Rule[];
  readonly evidence: Evidence;
  readonly gaps: readonly Gap[];
  readonly degraded: readonly Degraded[];
  /** What may remove the findings of vulnerabilities. */
  readonly upgrades: readonly Upgrade[];
}

/**
 * What is known of the dependencies, from what the lockfiles say and the engines answered. Pure: the order of engines and
 * reports does not count.
 *
 * @throws {GateError} when nothing at all is known: no source is proven, nothing was found, and no other gap says so
 */
export function judgeDependencies(input: JudgeInput): Judgement {
  const { dependencies, answers, options, policy, versions, signals } = input;
  const proof = prove(input);
  const { findings, rules, upgrades, homeless } = findVulnerabilities({
    lockfiles: dependencies.lockfiles,
    reports: answers.answers.flatMap(({ answer }) => answer.reports),
    proven: proof.proven,
    policy: options,
    versions,
    signals,
  });
  const all = [...findings, ...policy.findings];
  const others = [
    ...dependencies.gaps,
    ...namelessGaps(dependencies.lockfiles),
    ...homelessGaps(homeless),
    ...policy.gaps,
  ];
  if (proof.nothing && all.length === 0 && others.length === 0) throw proof.nothing;
  return {
    findings: all,
    rules,
    evidence: proof.evidence,
    gaps: [...others, ...proof.gaps],
    degraded: proof.degraded,
    upgrades,
  };
}

const SHOWN = 5;

/** A vulnerability that has no place must not be lost. */
function homelessGaps(reports: readonly Report[]): Gap[] {
  if (reports.length === 0) return [];
  const names = reports.map(({ engine, ids, name, version }) =>
    plainText(`${ids[0]} in ${name}@${version} (${engine})`, 200),
  );
  return [
    {
      code: 'PART_SKIPPED',
      message: `Vulnerabilities were reported of packages that no lockfile holds: ${listed([...new Set(names)].sort(), SHOWN)}.`,
      remedy: 'Please report it with the lockfile: an engine and a reader call a package by different names.',
    },
  ];
}
