import { cleanText } from '@railgate/contract';
import type { Disagreement, LockedProject, Lockfile, Requirement } from '@railgate/dependencies';

import { plainText } from '../findings/plain-text.js';
import type { VersionOrder } from '../findings/versions.js';
import type { PolicyRule, Violation } from '../policy/policy-rule.js';

export const lockfileOutOfDate: PolicyRule = {
  id: 'sca/lockfile-out-of-date',
  name: 'LockfileOutOfDate',
  summary: 'A manifest asks for a package that its lockfile does not hold, or for another version of it.',
  description:
    "Compares what each manifest asks for with what its lockfile holds. Reported is a requirement that the lockfile was not written for, one without an entry, and with npm's lockfiles one whose range does not allow the locked version. Optional and peer dependencies may be missing. Ranges of another form (tags, addresses, `workspace:`) are not compared. Manifests that are programs (Gemfile, mix.exs, build.gradle, projects of .NET), and those of pipenv, pdm and pip, may ask for something under a condition: only a lockfile that holds nothing of what they ask for is reported, as `sca/missing-lockfile`.",
  why: 'What was checked is the lockfile. Where it does not say what is installed, the next installation decides, and nobody has looked at that version.',
  remediation:
    'Lock again (`npm install --package-lock-only`, `pnpm install --lockfile-only`, `yarn install`, `uv lock`, …) and commit the lockfile. Install with the command that refuses to change it: `npm ci`, `--frozen-lockfile`.',
  example: {
    language: 'json',
    before: '// package.json: "a": "^2.0.0"\n"node_modules/a": { "version": "1.4.0" }',
    after: '// package.json: "a": "^2.0.0"\n"node_modules/a": { "version": "2.1.0" }',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [1357],
  references: ['https://cwe.mitre.org/data/definitions/1357.html'],
  since: '0.1.0',
  *check({ dependencies: { lockfiles, unpinned }, versions }): Generator<Violation> {
    // Those of which a lockfile holds nothing are said as a whole.
    const alone = new Set(unpinned.flatMap((one) => (one.lockfile === undefined ? one.path : [])));
    for (const lockfile of lockfiles)
      for (const project of lockfile.projects.filter(
        (one) => isOwn(lockfile, one) && !alone.has(one.manifest ?? ''),
      ))
        for (const problem of problemsOf(lockfile, project, versions.get(lockfile.ecosystem)))
          yield violationOf(lockfile.path, project.manifest, problem);
    for (const { path, lockfile, requirements } of unpinned)
      for (const { name, range, line } of lockfile === undefined ? [] : requirements)
        yield violationOf(lockfile ?? path, path, {
          asked: words(name, range),
          says: 'does not hold it',
          line,
        });
  },
};

/** A folder beside that the lockfile only links to has one of its own, or needs none. */
function isOwn({ path }: Lockfile, project: LockedProject): boolean {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return folder === '' || project.path === folder || project.path.startsWith(`${folder}/`);
}

/** What is wrong, as the end of a sentence. */
interface Problem {
  readonly asked: string;
  readonly says: string;
  readonly line: number | undefined;
}

/** Formats that hold everything that is asked for, on whatever platform. */
const HOLDS_ALL: ReadonlySet<Lockfile['format']> = new Set([
  'package-lock', 'pnpm-lock', 'yarn-classic', 'yarn-berry', 'bun-lock', 'poetry-lock', 'uv-lock',
]); // prettier-ignore

/** What manifest and lockfile say, held against each other; then what the lockfile says against itself. */
function* problemsOf(
  lockfile: Lockfile,
  project: LockedProject,
  order: VersionOrder | undefined,
): Generator<Problem> {
  const told = new Set<string>();
  for (const one of project.disagreements ?? []) {
    if (!isRequired(one)) continue;
    told.add(one.name);
    yield ofDisagreement(one);
  }
  if (project.manifest === undefined || !HOLDS_ALL.has(lockfile.format)) return;
  for (const requirement of project.requirements) {
    const says = told.has(requirement.name) ? undefined : contradiction(lockfile, requirement, order);
    if (says !== undefined)
      yield { asked: words(requirement.name, requirement.range), says, line: requirement.line };
  }
}

/** Where nobody has to install it, its absence is no fault. */
function isRequired({ kind, declared, recorded }: Disagreement): boolean {
  return (declared !== undefined && recorded !== undefined) || (kind !== 'optional' && kind !== 'peer');
}

function ofDisagreement({ name, declared, recorded, line }: Disagreement): Problem {
  const asked = declared === undefined ? `${plainText(name, 200)} no more` : words(name, declared);
  const says = recorded === undefined ? 'does not hold it' : `was written for ${words(name, recorded)}`;
  return { asked, says, line };
}

/** Its entries are of what was asked for when they were written. Elsewhere overrides reach direct dependencies, too. */
function contradiction(
  { packages, format }: Lockfile,
  { kind, target, range }: Requirement,
  order: VersionOrder | undefined,
): string | undefined {
  const locked = target === undefined ? undefined : packages[target];
  if (!locked) return kind === 'optional' || kind === 'peer' ? undefined : 'does not hold it';
  if (format !== 'package-lock' || locked.source !== 'registry' || kind === 'peer') return undefined;
  if (order?.allows(withoutAlias(range), locked.version) !== false) return undefined;
  return `holds ${plainText(locked.version, 80)}`;
}

/** `npm:other@^1` asks for `^1`. */
function withoutAlias(range: string): string {
  if (!range.startsWith('npm:')) return range;
  const at = range.lastIndexOf('@');
  return at > 'npm:'.length ? range.slice(at + 1) : '';
}

function words(name: string, range: string): string {
  return plainText(range === '' ? name : `${name} ${range}`, 200);
}

function violationOf(
  lockfile: string,
  manifest: string = lockfile,
  { asked, says, line = 1 }: Problem,
): Violation {
  return {
    message: `${cleanText(manifest)} asks for ${asked}, and ${cleanText(lockfile)} ${says}. Lock again, so that what is checked is what is installed.`,
    at: { path: manifest, region: { startLine: line } },
    ...(manifest !== lockfile && {
      related: [{ path: lockfile, region: { startLine: 1 }, message: 'The lockfile.' }],
    }),
  };
}
