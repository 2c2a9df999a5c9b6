import { randomUUID } from 'node:crypto';
import { posix } from 'node:path';
import type { Readable } from 'node:stream';

import { cleanText, GateError } from '@railgate/contract';
import type Dockerode from 'dockerode';

import type { Volume } from './engine.js';
import { diskFullError, isDiskFull, isStatus } from './refused.js';
import { withContainer } from './container.js';
import { removePatiently } from './remove.js';
import { ask, type Session } from './session.js';
import { tarOf, type Entries } from './tar-of.js';

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
  const name = `railgate-${randomUUID()}`;
  try {
    session.signal.throwIfAborted();
    // As a container: what is made after it was removed would stay.
    await ask(
      session,
      'making a volume',
      (abortSignal) =>
        session.docker.createVolume({ Name: name, Labels: { ...session.labels }, abortSignal }),
      { evenIfAborted: true },
    );
    session.signal.throwIfAborted();
    return await withContainer(session, carrierOf(session, image, name), (carrier) =>
      use(volumeOf(session, carrier, name)),
    );
  } finally {
    await removePatiently(session, `volume ${name}`, (abortSignal) =>
      session.docker.getVolume(name).remove({ force: true, abortSignal }),
    );
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

function volumeOf(session: Session, carrier: Dockerode.Container, name: string): Volume {
  return {
    name,
    put: (entries) => put(session, carrier, entries),
    read: (path, limit) => read(session, carrier, path, limit),
  };
}

async function put(session: Session, carrier: Dockerode.Container, entries: Entries): Promise<void> {
  const tar = tarOf(entries);
  let failure: unknown;
  // What the entries throw is worth more than the broken connection that it leads to.
  tar.once('error', (error) => (failure = error));
  try {
    await ask(
      session,
      'handing files over',
      (abortSignal) => carrier.putArchive(tar, { path: ROOT, abortSignal }),
      {
        seconds: CARRY_SECONDS,
      },
    );
  } catch (error) {
    if (error instanceof GateError && isDiskFull(error.message)) throw diskFullError('handing files over');
    throw failure ?? error;
  } finally {
    tar.destroy();
  }
}

async function read(
  session: Session,
  carrier: Dockerode.Container,
  path: string,
  limit: number,
): Promise<Buffer> {
  try {
    return await ask(
      session,
      'reading a file back',
      async (abortSignal) => {
        const tar = await carrier.getArchive({ path: posix.join(ROOT, path), abortSignal });
        return await firstFile(tar as Readable, path, limit);
      },
      { seconds: CARRY_SECONDS },
    );
  } catch (error) {
    throw isStatus(error, 404) ? missing(path) : error;
  }
}

async function firstFile(tar: Readable, path: string, limit: number): Promise<Buffer> {
  const { extract } = await import('tar-stream');
  const entries = extract();
  tar.once('error', (error) => entries.destroy(error));
  tar.pipe(entries);
  try {
    for await (const entry of entries) {
      if (entry.header.type !== 'file') throw missing(path);
      if ((entry.header.size ?? 0) > limit) throw tooLarge(path, limit);
      const chunks: Buffer[] = [];
      for await (const chunk of entry as AsyncIterable<Buffer>) chunks.push(chunk);
      return Buffer.concat(chunks);
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
