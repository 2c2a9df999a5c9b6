import { GateError } from '@railgate/contract';

import type { ContainerEngine } from './engine.js';
import type { Greeting } from './greet.js';
import { exportImage, inspectImage } from './images.js';
import { runIsolated } from './isolated-run.js';
import type { Session } from './session.js';
import { withVolume } from './volume.js';

export function engineOf(session: Session, { kind, version, platform }: Greeting): ContainerEngine {
  return {
    kind,
    version,
    platform,
    address: session.address.shown,
    get notes() {
      return [...session.notes];
    },
    inspect: (reference) => inspectImage(session, reference),
    export: (reference, signal) => exportImage(session, reference, signal),
    pull: () => Promise.reject(new GateError('INTERNAL', 'Pulling is not built yet.')),
    withVolume: (image, use) => withVolume(session, image, use),
    run: (run) => runIsolated(session, run),
    build: () => Promise.reject(new GateError('INTERNAL', 'Building is not built yet.')),
    remove: async (id) => {
      await session.docker.getImage(id).remove({ force: true });
    },
  };
}
