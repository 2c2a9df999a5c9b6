import type { Degraded, EngineEvidence, Evidence, PackedText } from '@railgate/contract';
import type { ArchivedImage } from '@railgate/images';

import { billOf } from './bill.js';
import { doubtsOf } from './believe.js';
import { lookInto } from './contents/contents.js';
import { findDatabase, type TrivyDatabaseFiles } from './database.js';
import { checkDockerfiles } from './dockerfiles.js';
import { withContainers } from './in-container.js';
import type { TrivyInput } from './input.js';
import { withBinary } from './native.js';
import type { Misconfiguration, Observed } from './observed.js';
import { evidenceOf, type Place } from './place.js';
import { Proofs } from './proof.js';
import { prepareScan, scanImage, type Handed, type Limits, type Settings } from './scan-image.js';
import { judgeVersion } from './versions.js';

/**
 * Trivy, ready to answer: its image pinned or verified, its version not refused, its database there and fresh, and proven by
 * the known-bad image. Made by `withTrivy`, whose end removes everything that it left with the engine.
 */
export interface Trivy {
  /** `canary: 'found'`, always: without it there is no session. */
  readonly evidence: EngineEvidence;
  readonly data: NonNullable<Evidence['data']>;
  /** An image that is not pinned, a version that nobody tested. */
  readonly degraded: readonly Degraded[];
  /** An image will come to be scanned: what needs not be made from it is made meanwhile. */
  readonly prepare: () => void;
  /** Several at a time share the database. @throws {GateError} when nothing is known of this image */
  scan(image: ArchivedImage, options: ScanOptions): Promise<ScannedImage>;
  /**
   * All in one run, by the keys of the caller. A Dockerfile that Trivy could not read is missing in the answer.
   *
   * @throws {GateError}
   */
  checkDockerfiles<K>(files: ReadonlyMap<K, string>): Promise<ReadonlyMap<K, readonly Misconfiguration[]>>;
}

export interface ScanOptions {
  readonly signal: AbortSignal;
  /** For messages and the heartbeat, and what the bill calls the image. */
  readonly name: string;
}

export interface ScannedImage {
  readonly observed: Observed;
  /** CycloneDX JSON, without what changes from run to run. */
  readonly bill: PackedText;
}

/**
 * Gives `use` a Trivy that is proven, and removes whatever it left behind however that ends.
 *
 * @throws {GateError} what it needs is not there, or it did not find what it must
 */
export async function withTrivy<T>(input: TrivyInput, use: (trivy: Trivy) => Promise<T>): Promise<T> {
  const database = await findDatabase(input);
  const { trivyBinary } = input.options;
  const start = async (place: Place): Promise<T> => {
    const untested = judgeVersion(place.version);
    const limits = limitsOf(input, input.signal);
    const proofs = new Proofs({ place, database, limits, root: input.root });
    input.progress('the known-bad image');
    await proofs.ofEverything(settingsOf(input));
    return use(trivyOf({ input, place, database, proofs, untested }));
  };
  return trivyBinary === undefined
    ? withContainers(input, database, start)
    : withBinary(input, database, trivyBinary, start);
}

interface Parts {
  readonly input: TrivyInput;
  readonly place: Place;
  readonly database: TrivyDatabaseFiles;
  readonly proofs: Proofs;
  readonly untested: string | undefined;
}

function trivyOf({ input, place, database, proofs, untested }: Parts): Trivy {
  const notes = untested === undefined ? [] : [{ engine: 'Trivy', message: untested }];
  return {
    evidence: evidenceOf(place),
    data: database.evidence,
    degraded: [...place.degraded, ...notes],
    prepare: () => {
      prepareScan(place, settingsOf(input), limitsOf(input, input.signal));
    },
    scan: (image, options) => scan({ input, place, proofs }, image, options),
    checkDockerfiles: (files) => checkDockerfiles(place, files, limitsOf(input, input.signal)),
  };
}

async function scan(
  { input, place, proofs }: Pick<Parts, 'input' | 'place' | 'proofs'>,
  image: ArchivedImage,
  { signal, name }: ScanOptions,
): Promise<ScannedImage> {
  const limits = limitsOf(input, AbortSignal.any([signal, input.signal]));
  input.progress(name);
  const { seen, settings } = await lookAt(place, handedOf(image, name), settingsOf(input), limits);
  // For the usual settings this is the proof that the session began with.
  await proofs.ofEverything(settings);
  const look = (): ReturnType<typeof lookInto> => lookInto(image, limits.signal);
  const doubts = await doubtsOf({ observed: seen, name, settings, proofs, look });
  const observed = { ...seen, gaps: [...seen.gaps, ...doubts] };
  return { observed, bill: billOf(observed, image, name) };
}

/** Java archives without a database for them: once more, without the archives. */
async function lookAt(place: Place, image: Handed, settings: Settings, limits: Limits) {
  const seen = await scanImage(place, image, settings, limits);
  if (seen !== 'java-database-missing') return { seen, settings };
  const withoutJava = { ...settings, withoutJava: true };
  const again = await scanImage(place, image, withoutJava, limits);
  if (again === 'java-database-missing')
    throw new Error('Trivy looked at archives that it was told to leave alone.');
  return { seen: again, settings: withoutJava };
}

function handedOf(image: ArchivedImage, name: string): Handed {
  return { name, id: image.id, diffIds: image.layers.map(({ diffId }) => diffId), tar: image.asTar() };
}

function settingsOf({ options: { licences } }: TrivyInput): Settings {
  const judged = licences.allow !== undefined || licences.deny !== undefined;
  return { licences: judged, withoutJava: false };
}

function limitsOf({ options: { seconds, memory } }: TrivyInput, signal: AbortSignal): Limits {
  return { seconds, memory, signal };
}
