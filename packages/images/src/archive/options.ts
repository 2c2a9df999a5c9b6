import { ARCHIVE_LIMITS, type ArchiveLimits } from './limits.js';

export interface ArchiveOptions {
  /** Ends all reading, of layers too. */
  readonly signal: AbortSignal;
  /** What messages call it; the last part of the path where absent. */
  readonly name?: string;
  /** Which of several forms of an image is meant: `linux/arm64`. Where there is none, `linux/amd64`. */
  readonly platform?: string;
  /** Read every layer, and compare its digest with the one that the archive names. */
  readonly verify?: boolean;
  /** For temporary files; that of the system where absent. */
  readonly folder?: string;
  readonly limits?: Partial<ArchiveLimits>;
}

/** Options with everything in place. */
export interface ArchiveSettings extends ArchiveOptions {
  readonly name: string;
  readonly limits: ArchiveLimits;
}

export function settingsOf(options: ArchiveOptions, name: string): ArchiveSettings {
  return { name, ...options, limits: { ...ARCHIVE_LIMITS, ...options.limits } };
}
