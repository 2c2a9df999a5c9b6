import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { GateError, cleanText } from '@railgate/contract';
import { withFolderLock, withHttpClient, type HttpClient, type HttpTimeouts } from '@railgate/kit';

import type { SignalData } from '../database.js';
import { databaseFolder, LOCK_HOLDER } from '../folder.js';
import { ArchiveError } from '../import/archive-error.js';
import { importArchive, type ArchiveImport, type ImportContext } from '../import/import-archive.js';
import { importSignals } from '../import/import-signals.js';
import type { EcosystemDescription, Origin } from '../store/description.js';
import { EcosystemFile } from '../store/ecosystem-file.js';
import { archiveFile, databaseFile, partialFile, signalsFile } from '../store/layout.js';
import { importedEcosystems } from '../store/open-database.js';
import { SignalsFile } from '../store/signals-file.js';
import { download, forget, unwritableError } from './download.js';

export interface UpdateOptions extends Partial<ImportContext> {
  /** What is imported, or npm and PyPI where nothing is, when it is left out. */
  readonly ecosystems?: readonly string[];
  /** Address below which `<ecosystem>/all.zip` lies; osv.dev's where it is left out. */
  readonly from?: string;
  /** Addresses of KEV and EPSS where they are other ones; `false`: neither is asked for. */
  readonly signals?: Readonly<Partial<Record<SignalData['name'], string>>> | false;
  readonly timeouts?: HttpTimeouts;
}

/** What became of one archive or catalogue. */
export type Update =
  | {
      readonly name: string;
      readonly state: 'updated';
      readonly archive?: ArchiveImport;
      readonly signals?: SignalData;
    }
  | { readonly name: string; readonly state: 'unchanged' }
  | { readonly name: string; readonly state: 'failed'; readonly error: GateError };

/** osv.dev publishes all records of an ecosystem in one archive (google.github.io/osv.dev/data). */
export const OSV_BUCKET = 'https://osv-vulnerabilities.storage.googleapis.com';
export const SIGNAL_ADDRESSES: Readonly<Record<SignalData['name'], string>> = {
  KEV: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
  EPSS: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
};
const FIRST_ECOSYSTEMS = ['npm', 'PyPI'];

interface Context extends ImportContext {
  readonly client: HttpClient;
  readonly signal: AbortSignal;
}

/**
 * Fetches what has changed, one after the other. Whatever fails is told, and leaves what was there before. One at a time
 * per folder: two would write into the same half of an archive.
 */
export async function updateDatabase(options: UpdateOptions = {}): Promise<readonly Update[]> {
  const { folder = databaseFolder(), signal = new AbortController().signal, now = new Date() } = options;
  const waiting = (): void => options.progress?.('another update is running');
  try {
    return await withFolderLock(folder, { holder: LOCK_HOLDER, signal, waiting }, () =>
      withHttpClient(
        (client) => updateAll(options, { ...options, folder, now, client, signal }),
        options.timeouts,
      ),
    );
  } catch (error) {
    signal.throwIfAborted();
    const told = error instanceof GateError ? error : unwritableError(error);
    if (!told) throw error;
    return namesOf(options, folder).map((name) => ({ name, state: 'failed', error: told }));
  }
}

async function updateAll(options: UpdateOptions, context: Context): Promise<readonly Update[]> {
  const from = (options.from ?? OSV_BUCKET).replace(/\/$/, '');
  const addresses = { ...SIGNAL_ADDRESSES, ...(options.signals === false ? {} : options.signals) };
  const updates: Update[] = [];
  for (const name of namesOf(options, context.folder))
    updates.push(
      await attempt(name, context.signal, () =>
        isSignal(name)
          ? updateSignals(name, addresses[name], context)
          : updateArchive(name, `${from}/${encodeURIComponent(name)}/all.zip`, context),
      ),
    );
  return updates;
}

/** Of all that is asked for: ecosystems, then KEV and EPSS. */
function namesOf({ ecosystems, signals }: UpdateOptions, folder: string): readonly string[] {
  return [...(ecosystems ?? defaultEcosystems(folder)), ...(signals === false ? [] : SIGNALS)];
}

const SIGNALS = ['KEV', 'EPSS'] as const satisfies readonly SignalData['name'][];

function isSignal(name: string): name is SignalData['name'] {
  return SIGNALS.some((one) => one === name);
}

function defaultEcosystems(folder: string): readonly string[] {
  const imported = importedEcosystems(folder);
  return imported.length > 0 ? imported : FIRST_ECOSYSTEMS;
}

async function attempt(name: string, signal: AbortSignal, action: () => Promise<Update>): Promise<Update> {
  try {
    return await action();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof GateError) return { name, state: 'failed', error };
    if (error instanceof ArchiveError) return { name, state: 'failed', error: refused(name, error) };
    throw error;
  }
}

function refused(name: string, error: ArchiveError): GateError {
  const message = `What came for ${cleanText(name)} is not used: ${error.message}.`;
  return new GateError('REPORT_UNREADABLE', message, { remedy: error.remedy, cause: error });
}

async function updateArchive(name: string, url: string, context: Context): Promise<Update> {
  const known = await knownArchive(context.folder, name);
  const fetched = await fetchTo(
    partialFile(context.folder, name),
    url,
    name,
    known,
    context,
    (path, origin) => importArchive(path, name, context, { origin, check: refuseOlder }),
  );
  return fetched ? { name, state: 'updated', archive: fetched } : { name, state: 'unchanged' };
}

async function updateSignals(name: SignalData['name'], url: string, context: Context): Promise<Update> {
  const known = knownSignals(context.folder, name);
  const path = join(context.folder, 'partial', name.toLowerCase());
  const fetched = await fetchTo(path, url, name, known, context, async (file, origin) =>
    importSignals(file, name, context.folder, origin),
  );
  return fetched ? { name, state: 'updated', signals: fetched } : { name, state: 'unchanged' };
}

/** What could not be used is thrown away: to go on with it would end the same way. */
async function fetchTo<T>(
  path: string,
  url: string,
  name: string,
  known: Origin | undefined,
  context: Context,
  use: (path: string, origin: Origin) => Promise<T>,
): Promise<T | undefined> {
  const { client, signal } = context;
  const progress = context.progress && ((text: string) => context.progress?.(`${name}: ${text}`));
  const origin = await download({
    url,
    path,
    known: known?.url === url ? known : undefined,
    client,
    signal,
    progress,
  });
  if (!origin) return undefined;
  const used = await use(path, origin).catch((error: unknown) => {
    if (error instanceof ArchiveError) forget(path);
    throw error;
  });
  forget(path);
  return used;
}

/** A mirror that has stopped, or half of an archive, must not take the place of what is better. */
function refuseOlder({ data: now }: EcosystemDescription, before: EcosystemDescription | undefined): void {
  if (!before) return;
  const remedy = 'If it is meant, import it from a folder: `railgate db import DIR`.';
  if (now.builtAt < before.data.builtAt)
    throw new ArchiveError(
      `its newest record is of ${now.builtAt}, older than the ${before.data.builtAt} of what is imported`,
      remedy,
    );
  if (now.records < before.data.records / 2)
    throw new ArchiveError(
      `it holds ${now.records} records where ${before.data.records} are imported`,
      remedy,
    );
}

/** Where what is imported came from; nothing where it is damaged, so that it is fetched anew. */
async function knownArchive(folder: string, ecosystem: string): Promise<Origin | undefined> {
  try {
    const file = await EcosystemFile.open(databaseFile(folder, ecosystem));
    file.close();
    return existsSync(archiveFile(folder, ecosystem)) ? file.description.origin : undefined;
  } catch {
    return undefined;
  }
}

function knownSignals(folder: string, name: SignalData['name']): Origin | undefined {
  try {
    const file = new SignalsFile(signalsFile(folder, name));
    file.close();
    return file.description.origin;
  } catch {
    return undefined;
  }
}
