import { CANARIES } from '../canary.js';
import { askedPackages, type AskedPackage } from '../asked.js';
import type { EngineInput } from '../engine.js';
import type { Scratch } from '../scratch.js';
import { LOCKFILE_LIMIT, type Ecosystem } from '@railgate/dependencies';
import { readBytes } from '@railgate/kit';

import { isReadByOsvScanner } from './dependency-files.js';
import { SBOM_ENDING, sbomOf } from './sbom.js';

/** Folders of the stage: what is scanned, and the known-bad packages beside it. */
export const FILES = 'files';
export const CANARY = 'canary';

/** Below `FILES`, and no file of the repository: packages that are given by name and version. */
export const PACKAGES = `packages${SBOM_ENDING}`;

/** Copies of exactly the files that say what is depended on, under their own paths: no configuration of the repository. */
export function stageFiles({ workspace, target, dependencies }: EngineInput, scratch: Scratch): void {
  const read = new Set(dependencies.lockfiles.map(({ path }) => path));
  for (const { path } of target.files) {
    if (!read.has(path) && !isReadByOsvScanner(path)) continue;
    const bytes = readBytes(workspace, path, LOCKFILE_LIMIT);
    // Why it cannot be read is said by whoever reads it for the gate.
    if ('buffer' in bytes) scratch.write(`${FILES}/${path}`, bytes.buffer);
  }
}

/** By name and version, where files would tell names that are nobody's business. */
export function stagePackages(packages: readonly AskedPackage[], scratch: Scratch): void {
  scratch.write(`${FILES}/${PACKAGES}`, sbomOf(packages));
}

/** osv-scanner 2.4.0 passes over every requirement with a dot in its name (`zope.interface==5.0`) without a word. */
export function stageRequirements({ dependencies }: EngineInput, scratch: Scratch): void {
  const lockfiles = dependencies.lockfiles.filter(({ format }) => format === 'requirements');
  const packages = askedPackages({ ...dependencies, lockfiles }, 'PyPI');
  if (packages.length > 0) stagePackages(packages, scratch);
}

export function stageCanaries(ecosystems: readonly Ecosystem[], scratch: Scratch): void {
  const packages = ecosystems.flatMap((ecosystem) =>
    (CANARIES.get(ecosystem) ?? []).map((canary) => ({ ...canary, ecosystem })),
  );
  scratch.write(`${CANARY}/canary${SBOM_ENDING}`, sbomOf(packages));
}
