import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

import { setRange, type Lockfile, type RangeField, type ScratchProject } from '@railgate/dependencies';

import { plainText } from '../findings/plain-text.js';
import { FIELDS, raisedRange } from './npm-ranges.js';
import { npmFailure, type NpmFailure } from './npm-said.js';
import { projectKey } from './npm-state.js';
import type { NewRange } from './npm-tree.js';
import type { Refusal, Wanted } from './wanted.js';

/** A range that a manifest is to ask for. */
export interface ManifestRange extends NewRange {
  readonly field: RangeField;
  /** Relative to the repository root. */
  readonly manifest: string;
}

/** What the projects ask for after the upgrade, or why they cannot; empty where none asks for the package itself. */
export function newRanges(
  lockfile: Lockfile,
  { occurrence, version, order }: Wanted,
): ManifestRange[] | Refusal {
  const { name } = occurrence;
  const ranges: ManifestRange[] = [];
  for (const { path, manifest, requirements } of lockfile.projects)
    for (const { name: asked, kind, range: old, target } of requirements) {
      const one = target === undefined ? undefined : lockfile.packages[target];
      if (one?.name !== name || one.version !== occurrence.version) continue;
      const field = FIELDS[kind];
      if (field === undefined) continue;
      if (asked !== name) return { reason: `It is installed under another name, ${plainText(asked, 200)}.` };
      const range = raisedRange(old, version, order);
      if (range === undefined || manifest === undefined)
        return { reason: `The range ${plainText(old, 60) || '*'} is not of a form that is changed safely.` };
      ranges.push({ project: projectKey(lockfile, path), field, name, range, manifest });
    }
  return ranges;
}

const FLAGS = ['--package-lock-only', '--ignore-scripts', '--no-audit', '--no-fund', '--json'];

/**
 * Lets npm write the lockfile of the scratch project anew, with the version in it: exact first, since npm takes the newest
 * that a range allows, and then with the ranges that are to stay.
 *
 * @param timeout seconds for each process
 */
export async function setVersion(
  project: ScratchProject,
  home: string,
  ranges: readonly ManifestRange[],
  version: string,
  timeout: number,
): Promise<NpmFailure | undefined> {
  for (const exact of [true, false]) {
    for (const { manifest, field, name, range } of ranges)
      project.edit(posix.relative(home, manifest), (text) => {
        const changed = setRange(text, field, name, exact ? version : range);
        if (changed === undefined) throw new Error(`The copy of ${manifest} does not ask for the package.`);
        return changed;
      });
    const failure = npmFailure(await project.runNpm(['install', ...FLAGS], { timeout }));
    if (failure) return failure;
  }
  return undefined;
}

/** Lets npm take the newest version that everybody's range allows. */
export async function refresh(
  project: ScratchProject,
  name: string,
  timeout: number,
): Promise<NpmFailure | undefined> {
  return npmFailure(await project.runNpm(['update', name, ...FLAGS, '--no-save'], { timeout }));
}

/** The files of a scratch project, to be put back where a step fails. */
export class Snapshot {
  readonly #project: ScratchProject;
  readonly #texts: ReadonlyMap<string, string>;

  constructor(project: ScratchProject) {
    this.#project = project;
    const paths = [LOCKFILE, ...project.manifests];
    this.#texts = new Map(
      paths.map((path) => [path, readFileSync(posix.join(project.folder, path), 'utf8')]),
    );
  }

  restore(): void {
    for (const [path, text] of this.#texts) this.#project.write(path, text);
  }
}

/** Also of npm-shrinkwrap.json, from which it differs by name alone: npm 12 knows only this one. */
export const LOCKFILE = 'package-lock.json';

export function lockfileIn(project: ScratchProject): string {
  return readFileSync(posix.join(project.folder, LOCKFILE), 'utf8');
}
