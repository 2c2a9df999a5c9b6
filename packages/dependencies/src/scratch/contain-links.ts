import { posix } from 'node:path';

type Fields = Readonly<Record<string, unknown>>;

/**
 * A package-lock in which nothing leads out of the repository. npm reads the manifest of each folder that a lockfile calls a
 * link (`resolved: "../../elsewhere", link: true`; `file:` in version 1), wherever that is: an entry that leads out becomes
 * one without a place to look. The text stays as it is where there is none.
 *
 * @param path of the lockfile, relative to the repository root
 */
export function containLinks(text: string, path: string): string {
  if (!text.includes('"link"') && !text.includes('file:')) return text;
  const folder = posix.dirname(path);
  let isChanged = false;
  const contain = (_key: string, value: unknown): unknown => {
    if (!isLink(value) || !leadsOut(folder, targetOf(value))) return value;
    isChanged = true;
    return {};
  };
  try {
    const contained: unknown = JSON.parse(text, contain);
    return isChanged ? JSON.stringify(contained, null, 2) : text;
  } catch {
    // npm reads no more of it than we do.
    return text;
  }
}

function isLink(value: unknown): value is Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { link, version } = value as Fields;
  return link === true || (typeof version === 'string' && version.startsWith('file:'));
}

function targetOf({ link, resolved, version }: Fields): string {
  const target = link === true ? resolved : version;
  return typeof target === 'string' ? target.replace(/^file:(?:\/\/(?=\/))?/, '') : '';
}

/** Also the home folder, and the drives of Windows. */
export function leadsOut(folder: string, target: string): boolean {
  if (/^(?:[\\/~]|[A-Za-z]:)/.test(target)) return true;
  return /^\.\.(?:\/|$)/.test(posix.normalize(posix.join(folder, target.replaceAll('\\', '/'))));
}
