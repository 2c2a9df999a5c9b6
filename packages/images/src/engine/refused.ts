import { cleanText, GateError } from '@railgate/contract';
import { redact } from '@railgate/kit';

const SHOWN = 600;

/** The engine understood the request and said no. */
export class RefusedError extends GateError {
  /** Of HTTP. */
  readonly status: number;
  /** Its own words, safe to show. */
  readonly said: string;

  /** @param request `POST /containers/create`, without what only it would know */
  constructor(request: string, status: number, said: string) {
    const words = shownWords(said);
    super('TOOL_CRASHED', `The container engine refused ${request} (${status}): ${words}`, {
      remedy: isDiskFull(words) ? DISK_FULL : REMEDY,
    });
    this.status = status;
    this.said = words;
  }
}

const REMEDY = "Look into the engine's log (`journalctl -u docker`, `podman info`) and try again.";
const DISK_FULL =
  'The disk of the container engine is full. Free space there, for instance with `docker system prune` (`podman system prune`), and try again.';

export function isDiskFull(said: string): boolean {
  return /no space left on device|disk quota exceeded|not enough space|ENOSPC/i.test(said);
}

export function diskFullError(doing: string): GateError {
  return new GateError('NEED_UNMET', `The disk of the container engine is full: ${doing} failed.`, {
    remedy: DISK_FULL,
  });
}

/** Words of an engine, which may repeat words of a registry or of an image. */
export function shownWords(said: string): string {
  const text = cleanText(redact(said.trim()));
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text === '' ? 'no reason given' : text;
}

export function isStatus(error: unknown, ...statuses: readonly number[]): error is RefusedError {
  return error instanceof RefusedError && statuses.includes(error.status);
}
