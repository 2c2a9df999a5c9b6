import type { ProjectSource } from '@railgate/contract';
import { globMatcher } from '@railgate/kit';

import { type ManifestReader, valueOf } from './manifest-reader.js';

export interface JsWorkspaces {
  readonly source: ProjectSource;
  /** Is a folder with a package.json one of the workspaces? */
  includes(folder: string): boolean;
}

/** What a package manager reads in the root to find its workspaces; nothing when there are none declared. */
export async function jsWorkspaces(
  reader: ManifestReader,
  has: (path: string) => boolean,
): Promise<JsWorkspaces | undefined> {
  const pnpm = has('pnpm-workspace.yaml')
    ? valueOf(await reader.yaml('pnpm-workspace.yaml'), 'packages')
    : undefined;
  if (pnpm !== undefined) return matching('pnpm', pnpm);
  const manifest = has('package.json') ? reader.json('package.json') : undefined;
  const declared = valueOf(manifest, 'workspaces');
  const patterns = Array.isArray(declared) ? declared : valueOf(declared, 'packages');
  return matching(packageManager(valueOf(manifest, 'packageManager'), has), patterns);
}

function packageManager(declared: unknown, has: (path: string) => boolean): ProjectSource {
  const name = typeof declared === 'string' ? declared.split('@', 1)[0] : undefined;
  if (name === 'yarn' || name === 'bun' || name === 'npm') return name;
  if (has('yarn.lock')) return 'yarn';
  return has('bun.lock') || has('bun.lockb') ? 'bun' : 'npm';
}

/** More patterns than anybody writes: each is tried on each folder. */
const PATTERN_LIMIT = 200;

function matching(source: ProjectSource, patterns: unknown): JsWorkspaces | undefined {
  if (!Array.isArray(patterns) || patterns.length === 0 || patterns.length > PATTERN_LIMIT) return undefined;
  const steps = patterns.filter((pattern) => typeof pattern === 'string').map(compile);
  if (steps.includes(undefined)) return undefined;
  return {
    source,
    includes(folder) {
      let isIncluded = false;
      for (const step of steps) if (step?.matches(folder)) isIncluded = !step.isNegated;
      return isIncluded;
    },
  };
}

interface Step {
  readonly isNegated: boolean;
  matches(folder: string): boolean;
}

/** A pattern names folders, so a slash at its end means nothing here. A later one overrules an earlier one. */
function compile(pattern: string): Step | undefined {
  const isNegated = pattern.startsWith('!');
  const folder = (isNegated ? pattern.slice(1) : pattern).replace(/^\.?\//, '').replace(/\/{1,3}$/, '');
  try {
    return { isNegated, matches: globMatcher([folder]) };
  } catch {
    return undefined;
  }
}
