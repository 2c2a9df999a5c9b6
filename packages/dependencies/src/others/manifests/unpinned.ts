import { posix } from 'node:path';

import { cleanText, type Gap } from '@railgate/contract';

import { ReadError } from '../../data/read-error.js';
import type { ManifestsRead, Repository } from '../../format.js';
import type { Manifest, Requirement } from '../../lockfile.js';
import { fileIn, folderOf } from '../../paths.js';
import { readCargoToml } from './cargo-toml.js';
import { readComposerJson } from './composer-json.js';
import { MANIFEST_KINDS, type Manager, type ManifestKind } from './kinds.js';
import { readGemfile, readGradle, readMixExs, readPubspec } from './line-manifests.js';
import { readMsbuild } from './msbuild.js';

/** Manifests that have no lockfile where their manager would put it. One that cannot be read is a gap of its own. */
export function unpinnedManifests(paths: readonly string[], repository: Repository): ManifestsRead {
  const unpinned: Manifest[] = [];
  const gaps: Gap[] = [];
  for (const path of paths) {
    const kind = MANIFEST_KINDS.find(({ matches }) => matches(posix.basename(path)));
    if (!kind || isLocked(path, kind, repository)) continue;
    const read = readManifest(path, kind.manager, repository);
    if ('code' in read) gaps.push(read);
    else if (read.length > 0)
      unpinned.push({ path, ecosystem: kind.ecosystem, manager: kind.manager, requirements: read });
  }
  return { unpinned, gaps };
}

function isLocked(path: string, { lockfiles, above }: ManifestKind, repository: Repository): boolean {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (lockfiles.some((name) => repository.has(fileIn(folder, name)))) return true;
    if (!above || folder === '.') return false;
  }
}

const READERS: Readonly<
  Record<Manager, (text: string, path: string, repository: Repository) => Requirement[]>
> = {
  bundler: readGemfile,
  cargo: readCargoToml,
  composer: readComposerJson,
  pub: readPubspec,
  mix: readMixExs,
  gradle: readGradle,
  nuget: (text, path, repository) => readMsbuild(path, text, repository),
};

function readManifest(path: string, manager: Manager, repository: Repository): readonly Requirement[] | Gap {
  const source = repository.read(path);
  if ('gap' in source) return source.gap;
  try {
    return READERS[manager](source.text, path, repository);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const message = `${cleanText(path)} ${cleanText(error.message)}`;
    return { code: 'FILE_UNPARSEABLE', path, line: error.line, message };
  }
}
