import { decodePath } from '../encode-path.js';

/** A `file:` URI, a path or a relative reference, taken apart. */
export interface FilePath {
  readonly absolute: boolean;
  /** Decoded; `.` and empty ones left out, `..` kept. */
  readonly segments: readonly string[];
}

/**
 * Takes what tools write where SARIF wants a URI: `file:` URIs, POSIX and Windows paths, relative references with and
 * without percent-encoding. Nothing for any other scheme.
 */
export function parseFilePath(uri: string): FilePath | undefined {
  if (/^[A-Za-z]:[\\/]/.test(uri)) return { absolute: true, segments: split(uri) };
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]+):/.exec(uri)?.[1];
  if (scheme === undefined) return { absolute: /^[\\/]/.test(uri), segments: split(uri) };
  if (scheme.toLowerCase() !== 'file') return undefined;
  return { absolute: true, segments: split(uri.slice('file:'.length).replace(/^\/\/localhost\//i, '///')) };
}

/** Without `..`; nothing when they lead out of where it starts. */
export function normalise(segments: readonly string[]): string[] | undefined {
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment !== '..') kept.push(segment);
    else if (kept.pop() === undefined) return undefined;
  }
  return kept;
}

/** The rest of `segments` below `root`; nothing when it is not below. */
export function below(root: readonly string[], segments: readonly string[]): readonly string[] | undefined {
  const inside = root.length <= segments.length && root.every((part, i) => sameSegment(part, segments[i], i));
  return inside ? segments.slice(root.length) : undefined;
}

function sameSegment(a: string, b: string | undefined, index: number): boolean {
  if (a === b) return true;
  // A drive letter has no case.
  return index === 0 && /^[A-Za-z]:$/.test(a) && a.toLowerCase() === b?.toLowerCase();
}

function split(text: string): string[] {
  // Nearly every path is one where nothing has to be done.
  if (/^[\w@-][\w@.-]*(?:\/[\w@-][\w@.-]*)*$/.test(text)) return text.split('/');
  return text
    .replaceAll('\\', '/')
    .split('/')
    .flatMap((segment) => decodePath(segment).split('/'))
    .filter((segment) => segment !== '' && segment !== '.');
}
