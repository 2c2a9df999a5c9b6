import { randomUUID } from 'node:crypto';

import type Dockerode from 'dockerode';

import { removePatiently } from './remove.js';
import { ask, type Session } from './session.js';

/**
 * Makes a container, and removes it with its anonymous volumes when `use` ends, however it ends. It has a name of ours, so
 * that it is found and removed even where the answer to its creation never came.
 */
export async function withContainer<T>(
  session: Session,
  options: Dockerode.ContainerCreateOptions,
  use: (container: Dockerode.Container) => Promise<T>,
): Promise<T> {
  const name = `railgate-${randomUUID()}`;
  try {
    session.signal.throwIfAborted();
    // Not cut off by Ctrl-C: the engine would go on, and make it after it was removed.
    await ask(
      session,
      'making a container',
      (abortSignal) => session.docker.createContainer(splitOptions(name, options, abortSignal)),
      { evenIfAborted: true },
    );
    session.signal.throwIfAborted();
    return await use(session.docker.getContainer(name));
  } finally {
    await removePatiently(session, `container ${name}`, (abortSignal) =>
      session.docker.getContainer(name).remove({ force: true, v: true, abortSignal }),
    );
  }
}

/** dockerode would send everything as the query, too. */
function splitOptions(name: string, body: Dockerode.ContainerCreateOptions, abortSignal: AbortSignal) {
  return { _query: { name }, _body: body, abortSignal };
}
