import type { ImageBuild } from '../engine.js';
import { isStatus, RefusedError } from '../refused.js';
import { ask, type Session } from '../session.js';
import { openBuildKitSession } from './buildkit-session.js';

/** BuildKit, ready for one build. */
export interface BuildKit {
  /** For `POST /build`. */
  options(): Promise<Readonly<Record<string, string>>>;
  close(): void;
}

const CLASSIC =
  'The engine gives no access to BuildKit: images are built by the classic builder, which knows less of Dockerfiles.';

/** Nothing, and a note, where the engine or what stands before it gives none: a proxy of the socket, an old Docker. */
export async function buildKitOf(
  session: Session,
  { signal }: Pick<ImageBuild, 'signal'>,
): Promise<BuildKit | undefined> {
  try {
    const { id, close } = await openBuildKitSession(session, signal);
    return {
      close,
      options: async () => ({ version: '2', session: id, ...(await networkOf(session, signal)) }),
    };
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    session.notes.add(CLASSIC);
    return undefined;
  }
}

/** BuildKit fails on an engine without the usual network, where containers and the classic builder have none then. */
async function networkOf(session: Session, signal: AbortSignal): Promise<{ networkmode?: string }> {
  try {
    await ask(session, 'looking for a network', (one) => session.transport.get('/networks/bridge', one), {
      signal,
    });
    return {};
  } catch (error) {
    if (isStatus(error, 404)) return { networkmode: 'none' };
    // Whoever may not ask for networks may build all the same.
    if (error instanceof RefusedError) return {};
    throw error;
  }
}
