import type { Readable } from 'node:stream';

import { cleanText, GateError } from '@railgate/contract';

import type { EngineImage } from './engine.js';
import { checkedTar } from './export.js';
import { isStatus } from './refused.js';
import { ask, type Session } from './session.js';

/** Seconds until an engine must have begun to send an image: those that keep layers compressed pack it first. */
const EXPORT_SECONDS = 600;

export async function inspectImage(session: Session, reference: string): Promise<EngineImage | undefined> {
  if (!isImageName(reference)) return undefined;
  try {
    const info = await ask(session, `looking for an image`, (abortSignal) =>
      session.transport.get(`/images/${reference}/json`, abortSignal),
    );
    return imageOf(info, session);
  } catch (error) {
    // 400: the engine finds that this is no name at all.
    if (isStatus(error, 404, 400)) return undefined;
    throw error;
  }
}

export async function exportImage(
  session: Session,
  reference: string,
  signal: AbortSignal,
): Promise<Readable> {
  if (!isImageName(reference)) throw notThere(session, reference);
  const path = `/images/${reference}/get`;
  const connected = new AbortController();
  const timer = setTimeout(() => {
    connected.abort(tooSlow(session, reference));
  }, EXPORT_SECONDS * 1000);
  const abortSignal = AbortSignal.any([session.signal, signal, connected.signal]);
  abortSignal.throwIfAborted();
  try {
    const answer = await session.transport.send({
      path,
      method: 'GET',
      isStream: true,
      abortSignal,
      statusCodes: {},
    });
    return checkedTar(answer as Readable, session.address);
  } catch (error) {
    abortSignal.throwIfAborted();
    throw isStatus(error, 404) || (isStatus(error, 500) && /no such|not known|not found/i.test(error.said))
      ? notThere(session, reference)
      : error;
  } finally {
    clearTimeout(timer);
  }
}

/** Neither dockerode nor the engine guards the path that a name becomes a part of. */
function isImageName(reference: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,500}$/.test(reference) && !/\.\.|\/\/|\/\.\/|\/$/.test(reference);
}

/** Nothing that an engine says of an image is believed to have its form: anybody may have made the image. */
function imageOf(info: Answer, session: Session): EngineImage {
  const id = textOf(info.Id);
  if (id === '') throw unreadable(session);
  const platform = [info.Os, info.Architecture, info.Variant].map(textOf).filter((part) => part !== '');
  return {
    id: id.startsWith('sha256:') ? id : `sha256:${id}`,
    tags: textsOf(info.RepoTags).filter((tag) => tag !== '<none>:<none>'),
    digests: textsOf(info.RepoDigests).filter((digest) => !digest.startsWith('<none>')),
    platform: platform.join('/'),
    size: typeof info.Size === 'number' ? info.Size : 0,
    layers: textsOf(partOf(info.RootFS).Layers),
    labels: labelsOf(partOf(info.Config).Labels),
  };
}

type Answer = Readonly<Record<string, unknown>>;

function partOf(value: unknown): Answer {
  return typeof value === 'object' && value !== null ? (value as Answer) : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf).filter((text) => text !== '') : [];
}

/** Without a prototype: a label may be called `__proto__`. */
function labelsOf(value: unknown): Record<string, string> {
  const labels = Object.entries(partOf(value)).filter(
    (one): one is [string, string] => typeof one[1] === 'string',
  );
  return Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(labels));
}

function unreadable(session: Session): GateError {
  return new GateError('REPORT_UNREADABLE', `${session.address.shown} describes an image without its id.`);
}

function notThere(session: Session, reference: string): GateError {
  return new GateError('NEED_UNMET', `${session.address.shown} has no image ${cleanText(reference)}.`, {
    remedy: 'Build or pull it first: `docker image ls` shows what the engine has.',
  });
}

function tooSlow(session: Session, reference: string): GateError {
  return new GateError(
    'TOOL_TIMEOUT',
    `${session.address.shown} did not begin to export ${cleanText(reference)} within ${EXPORT_SECONDS} s.`,
    { remedy: 'Check that the engine is not overloaded and that its disk is not full.' },
  );
}
