import { randomUUID } from 'node:crypto';

import type Dockerode from 'dockerode';

import { removePatiently } from './remove.js';
import { ask, type Session } from './session.js';

/** A container that was made, and is removed when somebody says so. */
export interface Made {
  readonly container: Dockerode.Container;
  /** With its anonymous volumes. Never throws. */
  remove(): Promise<void>;
}

/** Makes a container, and removes it when `use` ends, however it ends. */
export async function withContainer<T>(
  session: Session,
  options: Dockerode.ContainerCreateOptions,
  use: (container: Dockerode.Container) => Promise<T>,
): Promise<T> {
  const { container, remove } = await makeContainer(session, options);
  try {
    return await use(container);
  } finally {
    await remove();
  }
}

/** It has a name of ours, so that it is found and removed even where the answer to its creation never came. */
export async function makeContainer(
  session: Session,
  options: Dockerode.ContainerCreateOptions,
): Promise<Made> {
  session.signal.throwIfAborted();
  const name = `railgate-${randomUUID()}`;
  const container = session.docker.getContainer(name);
  const remove = (): Promise<void> =>
    removePatiently(session, `container ${name}`, (abortSignal) =>
      container.remove({ force: true, v: true, abortSignal }),
    );
  try {
    // Not cut off by Ctrl-C: the engine would go on, and make it after it was removed.
    await ask(
      session,
      'making a container',
      (abortSignal) => session.docker.createContainer(splitOptions(name, options, abortSignal)),
      { evenIfAborted: true },
    );
    session.signal.throwIfAborted();
    return { container, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** dockerode would send everything as the query, too. */
function splitOptions(name: string, body: Dockerode.ContainerCreateOptions, abortSignal: AbortSignal) {
  return { _query: { name }, _body: body, abortSignal };
}
