import { GateError, plainText, type Gap } from '@railgate/contract';
import type { DockerfileDocument } from '@railgate/code';

import type { DockerfileChecks } from '../findings/misconfigurations.js';
import type { Misconfiguration } from '../trivy/observed.js';
import type { Trivy } from '../trivy/session.js';
import { NOT_FOR_IMAGES } from './dockerfile-of.js';
import type { Looked } from './look-at.js';

/** What the settings of Dockerfiles, and of images that no Dockerfile explains, were found to be. */
export interface SettingsChecks {
  /** Of Dockerfiles. */
  readonly byPath: DockerfileChecks;
  /** All images, with what was found in the settings of some. */
  readonly looked: readonly Looked[];
  /** Why nobody knows of the others, by the path of the Dockerfile. */
  readonly unchecked: ReadonlyMap<string, string>;
  readonly gaps: readonly Gap[];
}

/**
 * Judges all settings in one run of the scanner: to load its checks takes two seconds, longer than all else that it does
 * with a small image.
 */
export async function checkSettings(
  trivy: Pick<Trivy, 'checkDockerfiles'>,
  documents: ReadonlyMap<string, DockerfileDocument>,
  looked: readonly Looked[],
  signal: AbortSignal,
): Promise<SettingsChecks> {
  const texts = new Map<Looked | string, string>();
  for (const [path, { text }] of documents) texts.set(path, text);
  for (const image of looked) if (image.settings !== undefined) texts.set(image, image.settings);
  const answer = await attempt(trivy, texts, signal);
  const unchecked = [...texts.keys()]
    .filter((key) => !answer.checked.has(key))
    .map((key) => [key, `The settings of ${nameOf(key)} were not checked: ${answer.why}`] as const);
  const reasons = new Map(unchecked);
  return {
    byPath: new Map([...documents.keys()].flatMap((path) => entryOf(answer.checked, path))),
    looked: looked.map((image) => withSettings(image, answer.checked.get(image), reasons.get(image))),
    unchecked: new Map(unchecked.flatMap(([key, why]) => (typeof key === 'string' ? [[key, why]] : []))),
    gaps: unchecked.map(([key, why]) => gapOf(key, why)),
  };
}

type Checked = ReadonlyMap<Looked | string, readonly Misconfiguration[]>;

async function attempt(
  trivy: Pick<Trivy, 'checkDockerfiles'>,
  texts: ReadonlyMap<Looked | string, string>,
  signal: AbortSignal,
): Promise<{ readonly checked: Checked; readonly why: string }> {
  try {
    return { checked: await trivy.checkDockerfiles(texts), why: 'Trivy could not read it.' };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof GateError)) throw error;
    return { checked: new Map(), why: error.message };
  }
}

function entryOf(checked: Checked, path: string): (readonly [string, readonly Misconfiguration[]])[] {
  const found = checked.get(path);
  return found === undefined ? [] : [[path, found]];
}

/** The lines are those of a file that is nowhere, so only their text is kept. */
function withSettings(
  image: Looked,
  found: readonly Misconfiguration[] = [],
  unchecked: string | undefined,
): Looked {
  if (image.settings === undefined) return image;
  const misconfigurations = found
    .filter(({ id }) => !NOT_FOR_IMAGES.has(id))
    .map(({ startLine: _start, endLine: _end, ...one }) => one);
  const view = { ...image.view, observed: { ...image.view.observed, misconfigurations } };
  return { ...image, view, ...(unchecked !== undefined && { unchecked }) };
}

function nameOf(key: Looked | string): string {
  return typeof key === 'string' ? plainText(key, 300) : `the image ${plainText(key.view.name, 300)}`;
}

function gapOf(key: Looked | string, message: string): Gap {
  return { code: 'ENGINE_FAILED', ...(typeof key === 'string' && { path: key }), message };
}
