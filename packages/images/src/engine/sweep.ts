import { BUILT_IMAGE, isGone, OWNER_LABEL, ownerOfTag } from './owner.js';
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

async function sweepContainers(session: Session): Promise<void> {
  const { docker } = session;
  const containers = await ask(session, 'listing containers', (abortSignal) =>
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
  const { Volumes: volumes } = await ask(session, 'listing volumes', (abortSignal) =>
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
  const images = await ask(session, 'listing images', (abortSignal) =>
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
