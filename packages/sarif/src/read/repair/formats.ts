import { encodePath } from '../../encode-path.js';

/**
 * A URI reference (RFC 3986) that says what this text was to say, for what tools write instead: Windows paths, UNC paths,
 * blanks and letters that were not encoded. Always one that the schema takes, in the second attempt at the latest.
 */
export function mendUriReference(text: string): string {
  const mended = mendUri(text);
  return mended === text ? encodePath(text) : mended;
}

/** The same for an absolute URI; nothing when there is no scheme to be found in the text, or it stays invalid. */
export function mendAbsoluteUri(text: string): string | undefined {
  const mended = mendUri(text);
  return mended !== text && /^[a-z][a-z\d+.-]*:/i.test(mended) ? mended : undefined;
}

/** A Windows path or a file URI with a drive for a host: both pass for URIs (of the scheme `c`), and mean something else. */
export function isDrivePath(text: string): boolean {
  return DRIVE_PATH.test(text);
}

/** RFC 3339 in UTC of what is nearly that; a time without a zone is UTC, as the properties' names say (SARIF 3.9). */
export function mendDateTime(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const match = /^\s*(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?\s*(Z|[+-]\d\d:?\d\d)?\s*$/i.exec(
    text,
  );
  if (!match) return undefined;
  const [, date = '', minutes = '', seconds = ':00', zone = 'Z'] = match;
  const mended = `${date}T${minutes}${seconds}${zone.toUpperCase().replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`;
  return Number.isNaN(Date.parse(mended)) ? undefined : mended;
}

/** A UUID that lost its dashes or kept its braces. */
export function mendUuid(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const digits = text.replace(/^\s*(?:urn:uuid:)?\{?|\}?\s*$|-/gi, '');
  if (!/^[\da-f]{32}$/i.test(digits)) return undefined;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5').toLowerCase();
}

/** Of a time or a UUID with all its ornaments; nothing longer is looked at. */
const LONGEST = 64;

const DRIVE_PATH = /^(?:file:\/\/)?[a-z]:[\\/]/i;

function mendUri(text: string): string {
  const trimmed = text.trim();
  if (isDrivePath(trimmed)) return `file:///${encodeRest(trimmed.replace(/^file:\/\//i, ''))}`;
  if (trimmed.startsWith('\\\\')) return `file://${encodeRest(trimmed.slice(2))}`;
  return encodeRest(trimmed);
}

/** Encodes what may stand nowhere in a URI; delimiters and escapes stay as they are. */
function encodeRest(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\\', '/')
    .replace(/%(?![\da-f]{2})/gi, '%25')
    .replace(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu, encodeURIComponent);
}
