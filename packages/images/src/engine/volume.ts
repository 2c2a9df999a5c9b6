import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';

import { cleanText, GateError } from '@railgate/contract';
import type Dockerode from 'dockerode';

import type { ReadFile, Volume } from './engine.js';
import { diskFullError, isDiskFull, isStatus } from './refused.js';
import { withContainer } from './container.js';
import { removePatiently } from './remove.js';
import { ask, type Session } from './session.js';
import { sendFiles } from './send-files.js';
import type { Entries } from './tar-of.js';

/** Where the carrier sees the volume. */
const ROOT = '/railgate';
/** Seconds that carrying files may take without a signal of its own: the gate's deadline comes first. */
const CARRY_SECONDS = 60 * 60;

/** A container that is created and never started carries files in and out: that works with remote engines, too. */
export async function withVolume<T>(
  session: Session,
  image: string,
  use: (volume: Volume) => Promise<T>,
): Promise<T> {
  const { name, remove } = await makeVolume(session);
  try {
    return await withContainer(session, carrierOf(session, image, name), (carrier) =>
      use({
        name,
        put: (entries) => putFiles(session, carrier, ROOT, entries),
        read: fileReader(session, carrier, ROOT),
      }),
    );
  } finally {
    await remove();
  }
}

/** An empty one. `remove` never throws. */
export async function makeVolume(session: Session): Promise<{ name: string; remove(): Promise<void> }> {
  session.signal.throwIfAborted();
  const name = `railgate-${randomUUID()}`;
  const remove = (): Promise<void> =>
    removePatiently(session, `volume ${name}`, (abortSignal) =>
      session.docker.getVolume(name).remove({ force: true, abortSignal }),
    );
  try {
    // As a container: what is made after it was removed would stay.
    await ask(
      session,
      'making a volume',
      (abortSignal) =>
        session.docker.createVolume({ Name: name, Labels: { ...session.labels }, abortSignal }),
      { evenIfAborted: true },
    );
    session.signal.throwIfAborted();
    return { name, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

function carrierOf(session: Session, image: string, volume: string): Dockerode.ContainerCreateOptions {
  return {
    Image: image,
    // Never started. An image without an entrypoint would be refused without a command.
    Entrypoint: ['/railgate-carrier'],
    Cmd: [],
    User: '65534:65534',
    Labels: { ...session.labels },
    NetworkDisabled: true,
    HostConfig: {
      NetworkMode: 'none',
      CapDrop: ['ALL'],
      LogConfig: { Type: session.kind === 'docker' ? 'none' : 'k8s-file', Config: {} },
      Mounts: [mountOf(volume, ROOT, false)],
    },
  };
}

/** Without the copy that Docker makes of what the image has at that path. */
export function mountOf(volume: string, path: string, readOnly: boolean): Dockerode.MountSettings {
  return {
    Type: 'volume',
    Source: volume,
    Target: path,
    ReadOnly: readOnly,
    VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: '', Options: {} } },
  };
}

/**
 * Into a volume that a container mounts to write, which need not run.
 *
 * @param root where the container sees the volume
 */
export async function putFiles(
  session: Session,
  container: Dockerode.Container,
  root: string,
  entries: Entries,
): Promise<void> {
  const path = `/containers/${container.id}/archive?`;
  const request = { path, method: 'PUT', options: { path: root }, entries };
  try {
    await ask(session, 'handing files over', (abortSignal) => sendFiles(session, request, abortSignal), {
      seconds: CARRY_SECONDS,
    });
  } catch (error) {
    if (error instanceof GateError && isDiskFull(error.message)) throw diskFullError('handing files over');
    throw error;
  }
}

/** Out of it again. @param root where the container sees the volume */
export function fileReader(session: Session, container: Dockerode.Container, root: string): ReadFile {
  return async (path, limit, use) => {
    try {
      return await ask(
        session,
        'reading a file back',
        async (abortSignal) => {
          const tar = await container.getArchive({ path: posix.join(root, path), abortSignal });
          return await firstFile(tar as Readable, path, limit, use);
        },
        { seconds: CARRY_SECONDS },
      );
    } catch (error) {
      throw isStatus(error, 404) ? missing(path) : error;
    }
  };
}

async function firstFile<T>(
  tar: Readable,
  path: string,
  limit: number,
  use: (content: AsyncIterable<Buffer>) => Promise<T>,
): Promise<T> {
  const { extract } = await import('tar-stream');
  const entries = extract();
  tar.once('error', (error) => entries.destroy(error));
  tar.pipe(entries);
  try {
    for await (const entry of entries) {
      if (entry.header.type !== 'file') throw missing(path);
      if ((entry.header.size ?? 0) > limit) throw tooLarge(path, limit);
      return await use(entry as AsyncIterable<Buffer>);
    }
  } finally {
    tar.destroy();
  }
  throw missing(path);
}

function missing(path: string): GateError {
  return new GateError('REPORT_UNREADABLE', `There is no file ${cleanText(path)} in the volume.`);
}

function tooLarge(path: string, limit: number): GateError {
  return new GateError(
    'REPORT_UNREADABLE',
    `The file ${cleanText(path)} in the volume is larger than ${limit} bytes.`,
  );
}
