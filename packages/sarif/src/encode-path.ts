/**
 * A repository-relative path as a relative URI reference (RFC 3986): every segment percent-encoded as UTF-8, so that
 * no path is taken for a scheme, a query or a fragment. Lone surrogates, which no URI can hold, become U+FFFD.
 */
export function encodePath(path: string): string {
  return path.toWellFormed().split('/').map(encodeSegment).join('/');
}

/** The path that `encodePath` was given. A broken escape stays as it is. */
export function decodePath(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

function encodeSegment(segment: string): string {
  // `.` and `..` would be resolved away by readers; git never lists such segments, a hostile input may.
  if (segment === '.' || segment === '..') return segment.replaceAll('.', '%2E');
  return encodeURIComponent(segment).replace(/%(?:40|24|2C|2B|3D|26)/g, decodeURIComponent);
}
