import type { Gap } from '@railgate/contract';
import type {
  Dependencies,
  Ecosystem,
  LockedPackage,
  LockedProject,
  Lockfile,
  Manifest,
  Requirement,
} from '@railgate/dependencies';

import type { Answers } from '../src/engines/ask.js';
import type { EngineAnswer, EngineName, Report } from '../src/engines/engine.js';
import type { Options } from '../src/options.js';

/** What tests say of a package; the rest is usual. */
export type MadePackage = Partial<LockedPackage> & { readonly name: string };

/** A package of a registry on a line of its own. */
export function locked(one: MadePackage, index = 0): LockedPackage {
  return {
    version: '1.0.0',
    line: index + 10,
    source: 'registry',
    direct: true,
    dev: false,
    optional: false,
    dependencies: [],
    ...one,
  };
}

export type MadeLockfile = Partial<Omit<Lockfile, 'packages' | 'projects'>> & {
  readonly packages?: readonly MadePackage[];
  readonly projects?: readonly Partial<LockedProject>[];
};

/** `package-lock.json` of the root unless it says otherwise; every direct package has a requirement. */
export function lockfileOf({ packages = [], projects, ...rest }: MadeLockfile = {}): Lockfile {
  const all = packages.map(locked);
  const requirements = all.flatMap(({ name, direct, dev }, target): Requirement[] =>
    direct ? [{ name, kind: dev ? 'dev' : 'prod', range: '', target, line: target + 3 }] : [],
  );
  const own: LockedProject = { path: '.', manifest: 'package.json', requirements };
  return {
    path: 'package-lock.json',
    format: 'package-lock',
    ecosystem: 'npm',
    ...rest,
    packages: all,
    projects: projects?.map((one) => ({ ...own, ...one })) ?? [own],
  };
}

export function manifestOf(manifest: Partial<Manifest> = {}): Manifest {
  return {
    path: 'package.json',
    ecosystem: 'npm',
    manager: 'npm',
    requirements: [{ name: 'a', kind: 'prod', range: '^1.0.0', line: 4 }],
    ...manifest,
  };
}

export function dependenciesOf(
  lockfiles: readonly MadeLockfile[],
  rest: Partial<Dependencies> = {},
): Dependencies {
  const files = lockfiles.length + (rest.unpinned?.length ?? 0);
  return {
    lockfiles: lockfiles.map(lockfileOf),
    unpinned: [],
    gaps: [],
    expected: { files },
    seen: { files },
    ...rest,
  };
}

/** One word of one engine, about lodash 4.17.20 unless it says otherwise. */
export function report(one: Partial<Report> = {}): Report {
  return {
    engine: 'osv',
    ecosystem: 'npm',
    name: 'lodash',
    version: '4.17.20',
    ids: ['GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337'],
    title: 'Command Injection in lodash',
    severity: 'high',
    severitySource: 'CVSS 3.1',
    score: 7.2,
    fixed: ['4.17.21'],
    ...one,
  };
}

export interface MadeAnswer extends Partial<EngineAnswer> {
  readonly ecosystems?: readonly Ecosystem[];
}

const NPM: readonly Ecosystem[] = ['npm'];

/** Engines that answered, with their canary found for npm unless they say otherwise. */
export function answersOf(
  answers: Readonly<Partial<Record<EngineName, MadeAnswer>>>,
  failures: Answers['failures'] = [],
): Answers {
  return {
    answers: Object.entries(answers).map(([name, { ecosystems = NPM, ...rest }]) => ({
      engine: name as EngineName,
      ecosystems,
      answer: {
        reports: [],
        evidence: { name, version: '1.0.0', canary: 'found' },
        proven: ecosystems,
        ...rest,
      },
    })),
    failures,
  };
}

export const OPTIONS: Options = {
  engines: ['osv'],
  require: [],
  osvService: 'https://api.osv.dev',
  registryOnly: true,
  developmentDependencies: 'lower',
  unfixable: 'report',
  minimumAge: 0,
  licences: {},
  installScripts: [],
};

export const NOW = new Date('2026-11-22T00:00:00Z');

/** `CODE path` of each. */
export function codes(gaps: readonly Gap[]): string[] {
  return gaps.map(({ code, path }) => (path === undefined ? code : `${code} ${path}`));
}
