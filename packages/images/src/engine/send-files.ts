import type { VolumeEntry } from './engine.js';
import type { Session } from './session.js';
import { tarLength, tarOf, type Entries } from './tar-of.js';
import type { Dial } from './transport.js';

export interface FilesRequest extends Pick<Dial, 'path' | 'method' | 'options' | 'isStream'> {
  readonly entries: Entries;
}

/**
 * A request whose body is a tar of files. Not by dockerode, which reads ahead and answers BuildKit's questions with a session of
 * its own.
 *
 * @throws {GateError} as `Transport.send`
 */
export function sendFiles(
  { transport }: Session,
  { entries, ...request }: FilesRequest,
  abortSignal: AbortSignal,
): Promise<unknown> {
  const length = Array.isArray(entries) ? tarLength(entries as readonly VolumeEntry[]) : undefined;
  return transport.send({ ...request, file: tarOf(entries), length, statusCodes: {}, abortSignal });
}
