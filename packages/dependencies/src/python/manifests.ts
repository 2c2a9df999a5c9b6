import { posix } from 'node:path';

import { cleanText, type Gap } from '@railgate/contract';

import { ReadError } from '../data/read-error.js';
import type { ManifestsRead, Repository } from '../format.js';
import type { LockedProject, Lockfile, Manifest, Requirement } from '../lockfile.js';
import { fileIn, folderOf } from '../paths.js';
import { readPipfile, readPyproject, type Declared } from './declared.js';
import { isRequirementsInput } from './manifest-name.js';
import { normalizeName } from './names.js';
import { readRequirementsFile } from './requirements-file.js';
import { readSetupCfg } from './setup-cfg.js';
import { readSetupPy } from './setup-py.js';

/**
 * Manifests of Python projects whose requirements nothing pins: no lockfile beside them, none of a workspace above, or one
 * that holds nothing of what they ask for.
 */
export function unpinnedManifests(
  paths: readonly string[],
  repository: Repository,
  lockfiles: readonly Lockfile[],
  unread: readonly string[],
): ManifestsRead {
  const cover = new Cover(lockfiles, unread);
  const unpinned: Manifest[] = [];
  const gaps: Gap[] = [];
  for (const path of paths) {
    if (cover.isLocked(folderOf(path))) continue;
    const read = readManifest(path, repository);
    // What a setup.py computes is most often read from the requirements file beside it.
    if ('gap' in read && read.gap.code === 'PART_SKIPPED' && cover.hasRequirements(folderOf(path))) continue;
    if ('gap' in read) gaps.push(read.gap);
    else {
      const requirements = read.requirements.filter((requirement) => !cover.isPinned(path, requirement));
      if (requirements.length > 0)
        unpinned.push({ path, ecosystem: 'PyPI', manager: read.manager, requirements });
    }
  }
  return { unpinned, gaps };
}

/** Which folders and names lockfiles speak for. */
class Cover {
  readonly #folders = new Set<string>();
  /** Names that requirements files pin, by the folder of their project and by the file. */
  readonly #pinned = new Map<string, Set<string>>();

  constructor(lockfiles: readonly Lockfile[], unread: readonly string[]) {
    for (const path of unread) this.#folders.add(folderOf(path));
    for (const lockfile of lockfiles) {
      if (lockfile.ecosystem !== 'PyPI') continue;
      if (lockfile.format === 'requirements') this.#addPins(lockfile);
      else
        for (const project of lockfile.projects) if (!holdsNothing(project)) this.#folders.add(project.path);
    }
  }

  #addPins({ path, projects, packages }: Lockfile): void {
    for (const place of [path, folderOf(path), ...projects.map((project) => project.path)]) {
      const names = this.#pinned.get(place) ?? new Set();
      for (const { name } of packages) names.add(name);
      this.#pinned.set(place, names);
    }
  }

  isLocked(folder: string): boolean {
    return this.#folders.has(folder);
  }

  /** Is there a requirements file that belongs to the folder? */
  hasRequirements(folder: string): boolean {
    return this.#pinned.has(folder);
  }

  /** For `x.in` the file that is made of it counts, and what lies beside it. */
  isPinned(manifest: string, { name }: Requirement): boolean {
    const compiled = manifest.replace(/\.in$/, '.txt');
    return [compiled, folderOf(manifest)].some(
      (place) => this.#pinned.get(place)?.has(normalizeName(name)) === true,
    );
  }
}

/** Was it written for another project, or before this one asked for anything? */
function holdsNothing({ requirements }: LockedProject): boolean {
  return (
    requirements.some(({ kind }) => kind === 'prod') &&
    requirements.every(({ target }) => target === undefined)
  );
}

type ManifestRead = Pick<Declared, 'manager' | 'requirements'> | { readonly gap: Gap };

function readManifest(path: string, repository: Repository): ManifestRead {
  const source = repository.read(path);
  if ('gap' in source) return source;
  try {
    return parse(path, source.text, repository);
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    const message = `${cleanText(path)} ${cleanText(error.message)}`;
    return { gap: { code: 'FILE_UNPARSEABLE', path, line: error.line, message } };
  }
}

function parse(path: string, text: string, repository: Repository): ManifestRead {
  if (isRequirementsInput(path)) return fromInput(text);
  const name = posix.basename(path);
  if (name === 'Pipfile') return readPipfile(path, text);
  if (name === 'pyproject.toml') return readPyproject(path, text);
  if (name === 'setup.cfg') return { manager: 'pip', requirements: readSetupCfg(text) };
  return fromSetupPy(path, text, repository);
}

function fromInput(text: string): ManifestRead {
  const requirements = readRequirementsFile(text).entries.flatMap(({ requirement, line }): Requirement[] =>
    requirement ? [{ name: requirement.name, kind: 'prod', range: requirement.specifier, line }] : [],
  );
  return { manager: 'pip', requirements };
}

/** A program: what cannot be read off it is not known, unless a manifest that is data says it. */
function fromSetupPy(path: string, text: string, repository: Repository): ManifestRead {
  const { requirements, computedAt } = readSetupPy(text);
  if (computedAt === undefined || repository.has(fileIn(folderOf(path), 'pyproject.toml')))
    return { manager: 'pip', requirements };
  const message = `${cleanText(path)} computes its \`install_requires\`, and it is never executed here: what it needs is not known.`;
  return {
    gap: {
      code: 'PART_SKIPPED',
      path,
      line: computedAt,
      message,
      remedy: 'Commit a lockfile, or declare the dependencies in pyproject.toml.',
    },
  };
}
