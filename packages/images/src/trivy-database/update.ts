import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { GateError, cleanText } from '@railgate/contract';
import { withFolderLock, type HttpTimeouts } from '@railgate/kit';

import { parseReference, showReference, type ImageReference } from '../reference.js';
import {
  withRegistry,
  type CredentialLookup,
  type Descriptor,
  type Manifest,
  type Registry,
} from '../registry/index.js';
import { Damage } from './damage.js';
import { installDatabase, removeOld } from './install.js';
import {
  LOCK_HOLDER,
  TRIVY_DATABASES,
  trivyDatabaseFolder,
  type TrivyDatabaseKind,
  type TrivyDatabaseName,
} from './kind.js';
import { DATABASE_LIMIT, expectSpace } from './space.js';
import { stateOf, type TrivyDatabase } from './status.js';
import { unpackDatabase } from './unpack.js';

export interface TrivyUpdateOptions {
  readonly folder?: string;
  /** `trivy` where it is left out, and `trivy-java` where that is there already. */
  readonly names?: readonly TrivyDatabaseName[];
  /** Registry and path below which `trivy-db:2` and `trivy-java-db:1` lie, instead of the places that Trivy itself asks. */
  readonly from?: string;
  readonly credentials?: CredentialLookup;
  readonly signal?: AbortSignal;
  readonly now?: Date;
  /** What is being done, for people: `trivy: 12000000 of 64000000 bytes`. */
  readonly progress?: (text: string) => void;
  readonly timeouts?: HttpTimeouts;
}

/** What became of one database. */
export type TrivyUpdate = { readonly name: TrivyDatabaseName } & (
  | {
      readonly state: 'updated';
      readonly database: TrivyDatabase;
      readonly before?: Pick<TrivyDatabase, 'builtAt' | 'digest'>;
    }
  | { readonly state: 'unchanged'; readonly database: TrivyDatabase }
  | { readonly state: 'failed'; readonly error: GateError }
);

interface Context {
  readonly folder: string;
  readonly registry: Registry;
  readonly signal: AbortSignal;
  readonly now: Date;
  readonly progress: (text: string) => void;
}

/** Every platform has the same databases; a list of manifests is chosen from as Trivy does it. */
const PLATFORM = 'linux/amd64';

/** Fetches what has changed, one after the other. Whatever fails is told, and leaves what was there before. */
export async function updateTrivyDatabases(
  options: TrivyUpdateOptions = {},
): Promise<readonly TrivyUpdate[]> {
  const { folder = trivyDatabaseFolder(), signal = new AbortController().signal } = options;
  const { now = new Date(), progress = () => undefined, credentials, timeouts } = options;
  const kinds = await chooseKinds(folder, options.names, signal);
  const waiting = (): void => progress('another update is running');
  const update = (registry: Registry): Promise<readonly TrivyUpdate[]> =>
    updateAll(kinds, options.from, { folder, registry, signal, now, progress });
  try {
    return await withFolderLock(folder, { holder: LOCK_HOLDER, signal, waiting }, () =>
      withRegistry({ signal, credentials, timeouts }, update),
    );
  } catch (error) {
    const told = explain(error, signal);
    return kinds.map(({ name }) => ({ name, state: 'failed', error: told }));
  }
}

async function chooseKinds(
  folder: string,
  names: readonly TrivyDatabaseName[] | undefined,
  signal: AbortSignal,
): Promise<readonly TrivyDatabaseKind[]> {
  if (names) return TRIVY_DATABASES.filter(({ name }) => names.includes(name));
  const chosen: TrivyDatabaseKind[] = [];
  for (const kind of TRIVY_DATABASES)
    if (kind.name === 'trivy' || (await stateOf(folder, kind, signal)).state !== 'missing') chosen.push(kind);
  return chosen;
}

async function updateAll(
  kinds: readonly TrivyDatabaseKind[],
  from: string | undefined,
  context: Context,
): Promise<readonly TrivyUpdate[]> {
  const updates: TrivyUpdate[] = [];
  for (const kind of kinds) updates.push(await updateOne(kind, placesOf(kind, from), context));
  return updates;
}

/** A mirror keeps the last part of the names. */
function placesOf(kind: TrivyDatabaseKind, from: string | undefined): readonly string[] {
  if (from === undefined) return kind.places;
  const last = kind.places[0]?.split('/').at(-1) ?? '';
  return [`${from.replace(/\/$/, '')}/${last}`];
}

/** The next place is asked whatever is wrong with the first one, unless it is wrong with this machine. */
async function updateOne(
  kind: TrivyDatabaseKind,
  places: readonly string[],
  context: Context,
): Promise<TrivyUpdate> {
  const failures: GateError[] = [];
  for (const place of places) {
    try {
      return await updateFrom(kind, referenceOf(place), context);
    } catch (error) {
      failures.push(explain(error, context.signal, place));
    }
  }
  return { name: kind.name, state: 'failed', error: joined(failures) };
}

function referenceOf(place: string): ImageReference {
  const reference = parseReference(place);
  if (reference) return reference;
  throw new GateError('NEED_UNMET', `${cleanText(place)} is no name that a registry can have.`, {
    remedy: 'Give a host and perhaps a path, `registry.example.com/mirror`.',
  });
}

function joined(failures: readonly GateError[]): GateError {
  const [first, ...others] = failures;
  if (!first || others.length === 0) return first ?? new GateError('INTERNAL', 'There is no place to ask.');
  const message = failures.map((error) => error.message).join(' ');
  const remedies = new Set(failures.map(({ remedy }) => remedy));
  return new GateError(first.code, message, { remedy: [...remedies].join(' '), cause: first });
}

async function updateFrom(
  kind: TrivyDatabaseKind,
  reference: ImageReference,
  context: Context,
): Promise<TrivyUpdate> {
  const { folder, registry, signal, progress } = context;
  progress(`${kind.name}: asking ${reference.registry}`);
  await removeOld(folder, kind);
  const manifest = await registry.manifest(reference, PLATFORM);
  const before = await stateOf(folder, kind, signal);
  const old = before.state === 'there' ? before.database : undefined;
  if (old?.source?.digest === manifest.digest) return { name: kind.name, state: 'unchanged', database: old };
  const layer = layerOf(manifest, kind, reference);
  const archive = join(folder, 'partial', `${layer.digest.slice('sha256:'.length)}.tar.gz`);
  await fetchLayer(layer, archive, kind, reference, context);
  try {
    progress(`${kind.name}: unpacking`);
    const database = await installDatabase({
      folder,
      kind,
      source: { reference: showReference(reference), digest: manifest.digest },
      fill: (version) => unpackDatabase(archive, version, kind, signal),
      check: (database) => {
        refuseOlder(database, old, context.now);
      },
    });
    return {
      name: kind.name,
      state: 'updated',
      database,
      ...(old && { before: { builtAt: old.builtAt, digest: old.digest } }),
    };
  } finally {
    // What cannot be used would end the same way the next time.
    if (!signal.aborted) rmSync(archive, { force: true });
  }
}

/** As Trivy: one layer of the right type, or it is something else that has the name. */
function layerOf(
  { config: _config, layers }: Manifest,
  kind: TrivyDatabaseKind,
  reference: ImageReference,
): Descriptor {
  const [layer, ...others] = layers;
  if (layer?.mediaType === kind.layerType && others.length === 0) return layer;
  throw new Damage(`${showReference(reference)} holds no database of Trivy`);
}

async function fetchLayer(
  layer: Descriptor,
  path: string,
  { name }: TrivyDatabaseKind,
  reference: ImageReference,
  { folder, registry, progress }: Context,
): Promise<void> {
  await expectSpace(folder, layer.size);
  await registry.blob(reference, layer, {
    path,
    limit: DATABASE_LIMIT,
    progress: (bytes) => {
      progress(`${name}: ${bytes} of ${layer.size} bytes`);
    },
  });
}

/** A mirror that has stopped must not take the place of what is better. A date in the future is no reason to keep anything. */
function refuseOlder(found: TrivyDatabase, old: TrivyDatabase | undefined, now: Date): void {
  if (!old || found.builtAt >= old.builtAt || Date.parse(old.builtAt) > now.getTime()) return;
  throw new Damage(`it was built at ${found.builtAt}, before the one that is there (${old.builtAt})`);
}

const OLDER = 'If it is meant, import it from a folder: `railgate db import DIR`.';

function explain(error: unknown, signal: AbortSignal, place?: string): GateError {
  signal.throwIfAborted();
  if (error instanceof GateError) return error;
  if (error instanceof Damage) {
    const message = `What came from ${cleanText(place ?? 'there')} is not used: ${cleanText(error.message)}.`;
    const remedy = error.message.startsWith('it was built')
      ? OLDER
      : 'Try another place with `--trivy-from`.';
    return new GateError('REPORT_UNREADABLE', message, { remedy, cause: error });
  }
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return new GateError('NEED_UNMET', `The database folder cannot be written (${code}).`, {
    remedy:
      'Check the space that is left and the rights of this user, or set XDG_DATA_HOME to another folder.',
    cause: error,
  });
}
