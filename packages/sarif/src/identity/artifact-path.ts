import type * as sarif from 'sarif';

/** Gives the path of a location as far as the report knows it, in one spelling for all tools. */
export type PathReader = (location: sarif.ArtifactLocation | undefined) => string;

const BASE_DEPTH = 16;
const KEPT = 20_000;
const BASES = 100;
/** Names that stand for the root of the repository, whatever they point at on the machine that scanned. */
const SOURCE_ROOT =
  /^%?(?:SRC|SOURCE|SRC_|SOURCE_|PROJECT|PROJECT_|REPO|REPO_|ROOT|WORKSPACE|WORKSPACE_|)(?:ROOT|PATH|DIR)%?$/i;

/**
 * Paths of one run: relative to the source root where the run says where that is, `/` between segments, percent
 * escapes decoded, no `.` and `..`. A base that is no source root keeps its name in front, since the same relative
 * path below it is another file; where that base stood on the scanning machine does not count.
 *
 * @param roots absolute paths that other runs of the log name as roots (`rootsOf`)
 */
export function pathReader(run: sarif.Run, roots: readonly string[] = rootsOf(run)): PathReader {
  const sorted = [...roots].sort((a, b) => b.length - a.length);
  // By base, then by URI: to join the two into one key costs more than all the rest.
  const known = new Map<string | undefined, Map<string, string>>();
  return (location) => {
    const here = whole(location, run);
    const uri = textOr(here?.uri);
    const base = typeof here?.uriBaseId === 'string' ? here.uriBaseId : undefined;
    let paths = known.get(base);
    if (!paths || paths.size >= KEPT) {
      if (known.size >= BASES) known.clear();
      known.set(base, (paths = new Map()));
    }
    let path = paths.get(uri);
    if (path === undefined) paths.set(uri, (path = normalise(uri, base, run, sorted)));
    return path;
  };
}

/** The absolute folders that a run names: its top bases and its working directory. Without the file system's root. */
export function rootsOf(run: sarif.Run): string[] {
  const bases = Object.values(run.originalUriBaseIds ?? {}).map(({ uri }) => uri);
  const folders = [...bases, run.invocations?.[0]?.workingDirectory?.uri].map(fileFolder);
  return [...new Set(folders.filter((folder) => folder !== '' && folder !== '/'))];
}

/** The location itself, or the artifact that its index names (SARIF 3.4.5). */
function whole(
  location: sarif.ArtifactLocation | undefined,
  run: sarif.Run,
): sarif.ArtifactLocation | undefined {
  return location?.uri === undefined ? run.artifacts?.[location?.index ?? -1]?.location : location;
}

function normalise(uri: string, base: string | undefined, run: sarif.Run, roots: readonly string[]): string {
  const absolute = absolutePath(uri);
  if (absolute !== undefined) return relativeTo(roots, absolute);
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(uri)) return uri;
  return plainPath(`${base === undefined ? '' : basePrefix(base, run)}${uri}`);
}

/** The relative parts of a chain of bases (SARIF 3.14.14), behind the name of the last one. */
function basePrefix(first: string, run: sarif.Run): string {
  const bases = run.originalUriBaseIds ?? {};
  let prefix = '';
  let name = first;
  for (let depth = 0; depth < BASE_DEPTH; depth++) {
    const base = Object.hasOwn(bases, name) ? bases[name] : undefined;
    const uri = textOr(base?.uri);
    if (base?.uriBaseId === undefined || isAbsolute(uri)) break;
    prefix = `${uri === '' || uri.endsWith('/') ? uri : `${uri}/`}${prefix}`;
    name = base.uriBaseId;
  }
  return SOURCE_ROOT.test(name) ? prefix : `${name}:/${prefix}`;
}

function isAbsolute(uri: string): boolean {
  return absolutePath(uri) !== undefined || /^[A-Za-z][A-Za-z0-9+.-]+:/.test(uri);
}

/** `file:` URIs and what tools take for them: `/a/b`, `C:\a\b`. */
function absolutePath(uri: string): string | undefined {
  if (/^file:/i.test(uri)) return plainPath(uri.replace(/^file:(?:\/\/[^/]*)?/i, '/'));
  if (uri.startsWith('/') || /^[A-Za-z]:[\\/]/.test(uri)) return plainPath(`/${uri}`);
  return undefined;
}

function fileFolder(uri: unknown): string {
  return typeof uri === 'string' ? (absolutePath(uri) ?? '') : '';
}

function relativeTo(roots: readonly string[], path: string): string {
  const root = roots.find((candidate) => path.startsWith(`${candidate}/`));
  return root === undefined ? path : path.slice(root.length + 1);
}

function plainPath(text: string): string {
  const slashes = decode(text).replaceAll('\\', '/');
  if (!/(?:^|\/)\.{0,2}(?:\/|$)/.test(slashes)) return slashes;
  const kept: string[] = [];
  for (const segment of slashes.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..' && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else kept.push(segment);
  }
  return `${slashes.startsWith('/') ? '/' : ''}${kept.join('/')}`;
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function textOr(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
