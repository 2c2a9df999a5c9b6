import { cleanText, type Gap } from '@railgate/contract';

import { LOCKFILE_LIMIT, type LockfileRead, type Repository } from './format.js';
import type { LockedPackage } from './lockfile.js';
import { Malformed } from './npm/cursor.js';

/** Reads a lockfile's text; what is malformed in it becomes a gap with the line. */
export async function readLockfile(
  path: string,
  repository: Repository,
  read: (text: string) => LockfileRead | Promise<LockfileRead>,
): Promise<LockfileRead> {
  const source = repository.read(path, LOCKFILE_LIMIT);
  if ('gap' in source) return { gaps: [source.gap] };
  try {
    return await read(source.text);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { gaps: [unparseable(path, conflict(source.text) ?? error)] };
  }
}

/** A merge conflict that nobody resolved: worth a message of its own, since it is the most common reason. */
export function conflict(text: string): Malformed | undefined {
  const match = /^(?:<{7}|>{7}|={7})(?: |\r?$)/m.exec(text);
  if (!match) return undefined;
  const line = text.slice(0, match.index).split('\n').length;
  return new Malformed('It holds the markers of a merge conflict that was not resolved.', line);
}

export function unparseable(path: string, error: Malformed): Gap {
  const message = `${cleanText(path)} does not parse at line ${error.line}. ${cleanText(error.message)}`;
  return { code: 'FILE_UNPARSEABLE', path, line: error.line, message };
}

/** A version of the format that no reader here knows: what it says may have changed its meaning. */
export function unknownVersion(path: string, version: string, line: number, known: string): LockfileRead {
  const gap: Gap = {
    code: 'FILE_UNPARSEABLE',
    path,
    line,
    message: `${cleanText(path)} has the lockfile version ${cleanText(version.slice(0, 40))}, which is unknown. Known are ${known}.`,
    remedy:
      'Update Railgate, or write the lockfile with a version of the package manager that uses a known format.',
  };
  return { gaps: [gap] };
}

/** A key that stands twice hides what the first one said from whoever reads the last, and the other way round. */
export function duplicateKey(path: string, key: string, line: number): Gap {
  const message = `${cleanText(path)} holds the key ${quoted(key)} twice, the second time at line ${line}: readers disagree on which counts.`;
  return {
    code: 'PART_SKIPPED',
    path,
    line,
    message,
    remedy: 'Write the lockfile anew with its package manager.',
  };
}

/** Something that a lockfile refers to or should say, and does not. `names` are what is concerned. */
export function incomplete(path: string, what: string, names: readonly string[], line?: number): Gap {
  const shown = names.slice(0, 3).map(quoted).join(', ');
  const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
  return {
    code: 'PART_SKIPPED',
    path,
    ...(line !== undefined && { line }),
    message: `${cleanText(path)} ${what}: ${shown}${more}. It is truncated or was edited by hand.`,
    remedy: 'Write the lockfile anew with its package manager.',
  };
}

/** A package of a registry without a version cannot be looked up anywhere. */
export function withoutVersion(path: string, packages: readonly LockedPackage[]): Gap[] {
  const found = packages.filter(({ version, source }) => version === '' && source === 'registry');
  const names = found.map(({ name }) => name);
  return found.length === 0 ? [] : [incomplete(path, 'gives no version for', names, found[0]?.line)];
}

function quoted(name: string): string {
  return `\`${cleanText(name.length > 120 ? `${name.slice(0, 120)}…` : name)}\``;
}
