import { cleanText, GateError } from '@railgate/contract';

const AGAIN = 'Write the archive again: `docker save`, `podman save`, or a build with `--output type=oci`.';

/** It is there, and cannot be read as what it says it is. @param what with a full stop, after the archive's name */
export function damaged(name: string, what: string, cause?: unknown): GateError {
  return new GateError('REPORT_UNREADABLE', cleanText(`${name} ${what}`), {
    remedy: AGAIN,
    ...(cause !== undefined && { cause }),
  });
}

/** There is no image to look at. */
export function nothingThere(name: string, what: string, remedy: string, cause?: unknown): GateError {
  return new GateError('LOOKED_AT_NOTHING', cleanText(`${name} ${what}`), {
    remedy,
    ...(cause !== undefined && { cause }),
  });
}

const UNREADABLE: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a loop of symbolic links',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the disk has an error',
  ESTALE: 'the network drive is gone',
};

/** What the system says about an archive that was to be opened or read. */
export function systemError(name: string, error: unknown): unknown {
  if (!isSystemError(error)) return error;
  const { code } = error;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return nothingThere(
      name,
      'is not there.',
      'Check the path, and whether the step that writes it ran.',
      error,
    );
  return new GateError('NEED_UNMET', `${cleanText(name)} cannot be read: ${UNREADABLE[code] ?? code}.`, {
    remedy: 'Give the user who runs Railgate permission to read it.',
    cause: error,
  });
}

export function isSystemError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
