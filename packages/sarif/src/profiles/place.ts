import type * as sarif from 'sarif';

import { encodePath } from '../encode-path.js';
import { below, normalise, parseFilePath, type FilePath } from './file-path.js';

/** A path relative to the root of the repository, also as a URI reference, or what GitHub would refuse. */
export type Place = { readonly path: string; readonly uri: string } | { readonly refused: string };

/** Finds the place of an artifact location in the repository. */
export type Placer = (location: sarif.ArtifactLocation | undefined) => Place;

/** Names that tools give to the root of the repository. Where that is on their machine does not matter. */
const ROOT_NAME = /^%?(?:SRC|SOURCE|REPO|REPOSITORY|PROJECT|WORKSPACE)?_?ROOT(?:PATH|DIR)?%?$/i;

/** A chain of base ids may be a cycle. */
const BASE_DEPTH = 16;

/**
 * GitHub reads nothing but the uri: neither `uriBaseId` nor `index` (facts of its SARIF support), and rejects a file
 * with an absolute uri that it cannot relate to the checkout. So everything is resolved here.
 *
 * @param root where the checkout is, as a path or `file:` URI; else the run's own SRCROOT, else its working directory.
 * @param prefix where that is in the repository; `.` is the root.
 */
export function placer(run: sarif.Run, root: string | undefined, prefix = '.'): Placer {
  const bases = run.originalUriBaseIds ?? {};
  const roots = rootsOf(run, bases, root);
  const above = prefix === '.' ? [] : prefix.split('/');
  const known = new Map<string, Place>();
  return (given) => {
    const { uri = '', uriBaseId } = inlined(run, given) ?? {};
    if (uri === '') return { refused: 'no file' };
    const key = uriBaseId === undefined ? uri : `${uriBaseId}\0${uri}`;
    const found = known.get(key) ?? findPlace(uri, uriBaseId, { bases, roots, above });
    if (known.size < KNOWN) known.set(key, found);
    return found;
  };
}

/** Places that are kept: results name the same files again and again. */
const KNOWN = 20_000;

interface Around {
  readonly bases: Bases;
  readonly roots: readonly string[][];
  readonly above: readonly string[];
}

function findPlace(uri: string, uriBaseId: string | undefined, { bases, roots, above }: Around): Place {
  const path = uri.length <= URI_LENGTH ? parseFilePath(uri) : undefined;
  if (!path) return { refused: uri };
  const found = path.absolute ? firstBelow(roots, path.segments) : relative(path, uriBaseId, bases, roots);
  if (found === undefined || found.length === 0) return { refused: uri };
  const joined = [...above, ...found].join('/');
  return { path: joined, uri: /^[\w./-]+$/.test(joined) ? joined : encodePath(joined) };
}

/** No file system has longer paths, percent-encoded. */
const URI_LENGTH = 3 * 4096;

function inlined(
  run: sarif.Run,
  location: sarif.ArtifactLocation | undefined,
): sarif.ArtifactLocation | undefined {
  if (location?.uri !== undefined || location?.index === undefined) return location;
  return run.artifacts?.[location.index]?.location;
}

type Bases = Readonly<Record<string, sarif.ArtifactLocation>>;

function rootsOf(run: sarif.Run, bases: Bases, root: string | undefined): string[][] {
  const named = Object.keys(bases).filter((name) => ROOT_NAME.test(name));
  const candidates = [
    root === undefined ? undefined : parseFilePath(root),
    ...named.map((name) => resolveBase(name, bases)),
  ];
  const found = absolutes(candidates);
  if (found.length > 0) return found;
  const directory = run.invocations?.[0]?.workingDirectory?.uri;
  return absolutes([directory === undefined ? undefined : parseFilePath(directory)]);
}

function absolutes(paths: readonly (FilePath | undefined)[]): string[][] {
  return paths.flatMap((path) => {
    const segments = path?.absolute ? normalise(path.segments) : undefined;
    // "file:///" as a root would make every path of the machine a path of the repository.
    return segments && segments.length > 0 ? [segments] : [];
  });
}

function firstBelow(roots: readonly string[][], segments: readonly string[]): readonly string[] | undefined {
  const plain = normalise(segments);
  if (!plain) return undefined;
  for (const root of roots) {
    const rest = below(root, plain);
    if (rest) return rest;
  }
  return undefined;
}

function relative(
  path: FilePath,
  baseId: string | undefined,
  bases: Bases,
  roots: readonly string[][],
): readonly string[] | undefined {
  const base = baseId === undefined ? undefined : resolveBase(baseId, bases);
  if (!base) return normalise(path.segments);
  if (!base.absolute) return normalise([...base.segments, ...path.segments]);
  const inside = firstBelow(roots, [...base.segments, ...path.segments]);
  if (inside) return inside;
  // Trivy's base is "file:///", and other machines keep the checkout elsewhere: then it is the root that is meant.
  const isRoot = ROOT_NAME.test(baseId ?? '') || roots.length === 0;
  const isAbove = roots.some((root) => below(base.segments, root) !== undefined);
  return isRoot || isAbove ? normalise(path.segments) : undefined;
}

/** Nothing for the root of the repository: a base that says nothing about where it is. */
function resolveBase(id: string, bases: Bases, depth = 0): FilePath | undefined {
  if (!Object.hasOwn(bases, id) || depth > BASE_DEPTH) return undefined;
  const { uri, uriBaseId } = bases[id] ?? {};
  const own = uri === undefined ? undefined : parseFilePath(uri);
  if (own?.absolute || uriBaseId === undefined) return own;
  const parent = resolveBase(uriBaseId, bases, depth + 1);
  if (!parent) return own;
  return { absolute: parent.absolute, segments: [...parent.segments, ...(own?.segments ?? [])] };
}
