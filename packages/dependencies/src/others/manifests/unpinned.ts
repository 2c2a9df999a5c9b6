import { posix } from 'node:path';

import { cleanText, type Gap } from '@railgate/contract';

import { ReadError } from '../../data/read-error.js';
import type { ManifestsRead, Repository } from '../../format.js';
import type { Lockfile, Manifest, Requirement } from '../../lockfile.js';
import { fileIn, folderOf } from '../../paths.js';
import { readCargoMember, readCargoToml } from './cargo-toml.js';
import { readComposerJson } from './composer-json.js';
import { MANIFEST_KINDS, type Manager, type ManifestKind } from './kinds.js';
import { readGemfile, readGradle, readMixExs, readPubspec } from './line-manifests.js';
import { missingFrom } from './missing.js';
import { readMsbuild } from './msbuild.js';

/**
 * Manifests that have no lockfile where their manager would put it, or one that does not hold what they ask for. One without
 * a lockfile that cannot be read is a gap of its own.
 */
export function unpinnedManifests(
  paths: readonly string[],
  repository: Repository,
  lockfiles: readonly Lockfile[],
): ManifestsRead {
  const byPath = new Map(lockfiles.map((lockfile) => [lockfile.path, lockfile]));
  const unpinned: Manifest[] = [];
  const gaps: Gap[] = [];
  for (const path of paths) {
    const kind = MANIFEST_KINDS.find(({ matches }) => matches(posix.basename(path)));
    if (!kind) continue;
    const { ecosystem, manager } = kind;
    const place = lockfileOf(path, kind, repository);
    const asked = readManifest(path, manager, repository, place === undefined ? READERS : LOCKED_READERS);
    if (place === undefined) {
      if ('code' in asked) gaps.push(asked);
      else if (asked.length > 0) unpinned.push({ path, ecosystem, manager, requirements: asked });
      continue;
    }
    const lockfile = byPath.get(place);
    // What a lockfile would pin that is a gap is not known, and its gap says so.
    if (!lockfile || 'code' in asked) continue;
    const requirements = missingFrom(lockfile, manager, asked, repository);
    const isPartly = requirements.length < asked.length;
    if (requirements.length > 0)
      unpinned.push({ path, ecosystem, manager, requirements, ...(isPartly && { lockfile: place }) });
  }
  return { unpinned, gaps };
}

/** The lockfile that speaks for the manifest. */
function lockfileOf(
  path: string,
  { lockfiles, above }: ManifestKind,
  repository: Repository,
): string | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const found = lockfiles.map((name) => fileIn(folder, name)).find((place) => repository.has(place));
    if (found !== undefined) return found;
    if (!above || folder === '.') return undefined;
  }
}

type Readers = Readonly<
  Record<Manager, (text: string, path: string, repository: Repository) => Requirement[]>
>;

const READERS: Readers = {
  bundler: readGemfile,
  cargo: readCargoToml,
  composer: readComposerJson,
  pub: readPubspec,
  mix: readMixExs,
  gradle: readGradle,
  nuget: (text, path, repository) => readMsbuild(path, text, repository),
};

const LOCKED_READERS: Readers = { ...READERS, cargo: readCargoMember };

function readManifest(
  path: string,
  manager: Manager,
  repository: Repository,
  readers: Readers,
): readonly Requirement[] | Gap {
  const source = repository.read(path);
  if ('gap' in source) return source.gap;
  try {
    return readers[manager](source.text, path, repository);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const message = `${cleanText(path)} ${cleanText(error.message)}`;
    return { code: 'FILE_UNPARSEABLE', path, line: error.line, message };
  }
}
