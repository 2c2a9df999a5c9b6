import { cleanText, type Gap } from '@railgate/contract';
import type { BadName } from '@railgate/kit';

/** What a list says of a path, before anybody looked at it. */
export type Listed = 'there' | 'tracked' | 'sparse';

/** Names, gathered from git and from walking folders. */
export interface Collected {
  readonly paths: Map<string, Listed>;
  readonly gaps: Gap[];
  /** Reasons by path. */
  readonly notScanned: Map<string, string>;
}

export function badName({ shown, why }: BadName): Gap {
  const problem =
    why === 'leads out of the folder'
      ? 'is in the index of git and leads out of the folder.'
      : 'has a name that is not valid UTF-8, so it cannot be listed.';
  return { code: 'NAME_UNSAFE', path: shown, message: `${cleanText(shown)} ${problem}` };
}

export function unreadableFolder(path: string, cause = 'permission denied'): Gap {
  return {
    code: 'FILE_UNREADABLE',
    path,
    message: `The folder ${cleanText(path)} cannot be listed: ${cause}.`,
  };
}
