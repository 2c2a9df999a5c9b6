import type { Readable } from 'node:stream';

import { cleanText, GateError } from '@railgate/contract';

import { isPlatform } from '../platform.js';
import { parseReference, type ImageReference } from '../reference.js';
import type { EngineImage, PullOptions } from './engine.js';
import { inspectImage } from './images.js';
import { readProgress } from './progress.js';
import { pullError } from './pull-error.js';
import { RefusedError } from './refused.js';
import { registryLogin, type LoginOptions, type RegistryLogin } from './registry-login.js';
import { ask, type Session } from './session.js';

/** Seconds for one image: the gate's deadline comes first. */
const PULL_SECONDS = 2 * 60 * 60;

/** With the login that the user's Docker client has for this registry. */
export async function pullImage(
  session: Session,
  text: string,
  options: PullOptions,
  surroundings: Omit<LoginOptions, 'signal'>,
): Promise<EngineImage> {
  const reference = parseReference(text);
  if (reference === undefined) throw noName(text);
  const signal = AbortSignal.any([session.signal, options.signal]);
  signal.throwIfAborted();
  const login = await registryLogin(reference.registry, { ...surroundings, signal });
  try {
    await follow(session, reference, login, options);
  } catch (error) {
    throw error instanceof RefusedError ? pullError(text, error.said, error) : error;
  }
  return pulled(session, text, options.platform);
}

async function follow(
  session: Session,
  reference: ImageReference,
  login: RegistryLogin | undefined,
  options: PullOptions,
): Promise<void> {
  const { platform, signal } = options;
  const { registry, repository, tag, digest } = reference;
  // With the registry: Podman asks several for a short name, and one of them might be somebody else's.
  const query = {
    fromImage: `${registry}/${repository}`,
    tag: digest ?? tag,
    ...(platform !== undefined && { platform }),
  };
  await ask(
    session,
    'pulling an image',
    async (abortSignal) => {
      const request = { _query: query, _body: {}, ...(login && { authconfig: login }), abortSignal };
      const answer = (await session.docker.createImage(request)) as Readable;
      for await (const { error, status, id } of readProgress(answer, session.address)) {
        if (error !== undefined) throw pullError(`${registry}/${repository}`, error);
        if (status !== undefined)
          options.progress?.(cleanText([id, status].filter(Boolean).join(' ')).slice(0, 200));
      }
    },
    { signal, seconds: PULL_SECONDS },
  );
}

/** Engines end a pull that broke off like one that came to its end. */
async function pulled(session: Session, text: string, platform: string | undefined): Promise<EngineImage> {
  const image = await inspectImage(session, text);
  if (image === undefined) throw pullError(text, 'unexpected EOF');
  if (platform === undefined || isPlatform(image.platform, platform)) return image;
  throw pullError(text, `it is for ${image.platform}: no matching manifest for platform ${platform}`);
}

function noName(text: string): GateError {
  return new GateError('NEED_UNMET', `${cleanText(text).slice(0, 300)} is no name of an image.`, {
    remedy: 'Write it as `name:tag` or `registry/name@sha256:…`, as `docker pull` takes it.',
  });
}
