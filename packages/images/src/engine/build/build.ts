import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';

import { cleanText, GateError } from '@railgate/contract';

import type { ImageBuild } from '../engine.js';
import { inspectImage } from '../images.js';
import { BUILT_IMAGE, ownerTag } from '../owner.js';
import { readProgress } from '../progress.js';
import { removePatiently } from '../remove.js';
import { isDiskFull, RefusedError, shownWords } from '../refused.js';
import { sendFiles } from '../send-files.js';
import { ask, type Session } from '../session.js';
import { BuildLog, type StepLog } from './build-log.js';
import { BuildKitLog } from './buildkit-log.js';
import { buildKitOf } from './buildkit.js';

/**
 * Executes the Dockerfile with what the engine gives a build by default, its network too, since hardly any build does without
 * packages. It gets no secret, no ssh agent, no login to a registry, and no argument but those that are given: a base image
 * that needs a login must be pulled before.
 *
 * Docker builds it with BuildKit, as its own client does, and with the classic builder where BuildKit is not to be had. The
 * image has a name of ours and not a label, since a label would be an instruction more in its history.
 */
export async function buildImage(session: Session, build: ImageBuild): Promise<string> {
  const name = `${BUILT_IMAGE}:${ownerTag()}_${randomUUID().slice(0, 8)}`;
  const kit = session.kind === 'docker' ? await buildKitOf(session, build) : undefined;
  const log = kit ? new BuildKitLog() : new BuildLog();
  try {
    await follow(session, build, log, { ...optionsOf(session, build, name), ...(await kit?.options()) });
    const image = await inspectImage(session, name);
    if (image === undefined) throw failed(build, log, 'the engine ended without an image');
    session.built.set(image.id, log.made);
    return image.id;
  } catch (error) {
    // What was made until then. The image itself is there when only the last answer was lost.
    await removeImages(session, [name, ...log.made]);
    throw error instanceof RefusedError ? failed(build, log, error.said, error) : error;
  } finally {
    kit?.close();
  }
}

/** With the images of its stages, which nobody else has a name for. */
export async function removeBuilt(session: Session, id: string): Promise<void> {
  await removeImages(session, [id], true);
  await removeImages(session, session.built.get(id) ?? []);
  session.built.delete(id);
}

async function removeImages(session: Session, ids: readonly string[], isNeeded = false): Promise<void> {
  // The last was made from the ones before it.
  for (const id of [...ids].reverse()) {
    const remove = (abortSignal: AbortSignal): Promise<unknown> =>
      session.docker.getImage(id).remove({ force: isNeeded, abortSignal });
    if (isNeeded) await removePatiently(session, `image ${id}`, remove);
    // In use by somebody else by now, or gone with what was made from it.
    else await ask(session, 'removing an image', remove, { evenIfAborted: true }).catch(() => undefined);
  }
}

async function follow(
  session: Session,
  build: ImageBuild,
  log: StepLog,
  options: BuildOptions,
): Promise<void> {
  const request = { path: '/build?', method: 'POST', isStream: true, options, entries: build.entries };
  await ask(
    session,
    'building an image',
    async (abortSignal) => {
      const answer = (await sendFiles(session, request, abortSignal)) as Readable;
      for await (const line of readProgress(answer, session.address)) {
        const before = log.step;
        log.add(line);
        if (line.error !== undefined) throw failed(build, log, line.error);
        if (log.step !== undefined && log.step !== before) build.progress?.(log.step);
      }
    },
    { signal: build.signal, seconds: build.seconds },
  );
}

type BuildOptions = Readonly<Record<string, unknown>>;

function optionsOf({ kind, limits }: Session, build: ImageBuild, name: string): BuildOptions {
  const { memory, target } = build;
  return {
    t: name,
    dockerfile: build.dockerfile,
    buildargs: { ...build.args },
    rm: true,
    forcerm: true,
    ...(target !== undefined && { target }),
    ...(memory !== undefined && limits.memory && { memory }),
    ...(memory !== undefined && limits.memory && limits.swap && { memswap: memory }),
    // A layer for each instruction, as Docker makes them. Without it Podman makes one of a whole stage, which no line explains.
    ...(kind === 'podman' ? { layers: true } : { version: '1' }),
  };
}

const BUILDKIT =
  /requires? BuildKit|unknown flag: (?:mount|chmod|link|parents|exclude|checksum)|BuildKit is enabled/i;
const NEWER =
  'let the Dockerfile begin with `# syntax=docker/dockerfile:1`, use Docker 23 or newer, or build it in an earlier step (`docker build`) and name the image in `images`.';

function failed(build: ImageBuild, log: StepLog, said: string, cause?: unknown): GateError {
  const where = `${cleanText(build.dockerfile)} cannot be built`;
  const step = log.step === undefined ? '' : ` at "${log.step}"`;
  const words = shownWords([log.tail(), said].filter(Boolean).join('\n').slice(-500));
  return new GateError('NEED_UNMET', `${where}${step}: ${words}`, { cause, remedy: remedyOf(said) });
}

function remedyOf(said: string): string {
  if (BUILDKIT.test(said)) return `Only BuildKit can build it, or a newer one than this engine has: ${NEWER}`;
  if (/unknown instruction/i.test(said))
    return `Correct the instruction. If it is the text of a here-document, this engine's builder knows none: ${NEWER}`;
  if (isDiskFull(said)) return 'Free space on the disk of the container engine: `docker system prune`.';
  return 'See that `docker build` makes it, or build it in an earlier step and name the image in `images`. A build here gets no secrets, no build arguments but those configured, and only files that are not ignored.';
}
