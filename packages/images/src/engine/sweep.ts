import { setTimeout as sleep } from 'node:timers/promises';

import { BUILT_IMAGE, isGone, OWNER_LABEL, ownerOfTag } from './owner.js';
import { isStatus } from './refused.js';
import { removePatiently } from './remove.js';
import { ask, type Session } from './session.js';

/**
 * Removes what processes of this host left behind that are gone: killed, or the host was restarted. Never what belongs to
 * another host or to a process that runs. A failure is no reason not to look at images.
 */
export async function sweep(session: Session): Promise<void> {
  try {
    await sweepContainers(session);
    await sweepVolumes(session);
    await sweepImages(session);
  } catch {
    session.signal.throwIfAborted();
    session.notes.add(
      'Whether earlier runs left anything behind with the container engine could not be looked up.',
    );
  }
}

const TRIES = 4;
const PAUSE_MS = 250;

/** Podman fails to list when somebody else removes one of the list meanwhile. */
async function list<T>(
  session: Session,
  what: string,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask(session, `listing ${what}`, call);
    } catch (error) {
      if (tries === TRIES || !isStatus(error, 500)) throw error;
      await sleep(PAUSE_MS, undefined, { signal: session.signal });
    }
  }
}

async function sweepContainers(session: Session): Promise<void> {
  const { docker } = session;
  const containers = await list(session, 'containers', (abortSignal) =>
    docker.listContainers({ all: true, filters: { label: [OWNER_LABEL] }, abortSignal }),
  );
  for (const { Id, Created, Labels } of containers) {
    if (!isGone(Labels[OWNER_LABEL] ?? '', Created * 1000, Date.now())) continue;
    await removePatiently(session, `container ${Id.slice(0, 12)}`, (abortSignal) =>
      docker.getContainer(Id).remove({ force: true, v: true, abortSignal }),
    );
  }
}

async function sweepVolumes(session: Session): Promise<void> {
  const { docker } = session;
  const { Volumes: volumes } = await list(session, 'volumes', (abortSignal) =>
    docker.listVolumes({ filters: { label: [OWNER_LABEL] }, abortSignal }),
  );
  for (const volume of volumes ?? []) {
    const { CreatedAt: created } = volume as { CreatedAt?: string };
    const owner = (volume.Labels as Record<string, string> | null)?.[OWNER_LABEL] ?? '';
    if (!isGone(owner, Date.parse(created ?? ''), Date.now())) continue;
    await removePatiently(session, `volume ${volume.Name}`, (abortSignal) =>
      docker.getVolume(volume.Name).remove({ force: true, abortSignal }),
    );
  }
}

async function sweepImages(session: Session): Promise<void> {
  const { docker } = session;
  const images = await list(session, 'images', (abortSignal) =>
    docker.listImages({ filters: { reference: [`${BUILT_IMAGE}:*`] }, abortSignal }),
  );
  for (const { Created, RepoTags } of images) {
    for (const tag of RepoTags ?? []) {
      const owner = ownerOfTag(tag.split(':').at(-1) ?? '');
      if (!tag.startsWith(BUILT_IMAGE) || !isGone(owner, Created * 1000, Date.now())) continue;
      await removePatiently(session, `image ${tag}`, (abortSignal) =>
        docker.getImage(tag).remove({ abortSignal }),
      );
    }
  }
}
