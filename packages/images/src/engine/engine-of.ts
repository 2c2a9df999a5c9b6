import { buildImage, removeBuilt } from './build/build.js';
import type { ContainerEngine } from './engine.js';
import type { Greeting } from './greet.js';
import { exportImage, inspectImage } from './images.js';
import { pullImage } from './pull.js';
import type { LoginOptions } from './registry-login.js';
import { prepareRun, runIsolated } from './isolated-run.js';
import type { Session } from './session.js';
import { withVolume } from './volume.js';

export function engineOf(
  session: Session,
  { kind, version, platform }: Greeting,
  surroundings: Omit<LoginOptions, 'signal'>,
): ContainerEngine {
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
    pull: (reference, options) => pullImage(session, reference, options, surroundings),
    withVolume: (image, use) => withVolume(session, image, use),
    run: (run) => runIsolated(session, run),
    prepare: (run) => prepareRun(session, run),
    build: (build) => buildImage(session, build),
    remove: (id) => removeBuilt(session, id),
  };
}
