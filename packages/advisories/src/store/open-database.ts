import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

import { GateError, cleanText, compareText } from '@railgate/contract';
import { refuseInside } from '@railgate/kit';

import type { Signals } from '../advisory.js';
import type { Database, EcosystemData, SignalData } from '../database.js';
import { databaseFolder } from '../folder.js';
import { ecosystemData } from './description.js';
import { EcosystemFile } from './ecosystem-file.js';
import { DATABASE_SUFFIX, databaseFile, signalsFile } from './layout.js';
import { SignalsFile } from './signals-file.js';

export interface OpenOptions {
  /** Only these, as far as they were imported; all that were, where it is left out. */
  readonly ecosystems?: readonly string[];
  /** Root of the scanned repository, in which no database may lie. */
  readonly outside?: string;
}

/**
 * Opens what `importDatabase` and `updateDatabase` have written.
 *
 * @throws {GateError} `NEED_UNMET` when nothing that was asked for was imported, `REPORT_UNREADABLE` when a file is damaged
 */
export async function openDatabase(folder = databaseFolder(), options: OpenOptions = {}): Promise<Database> {
  if (options.outside !== undefined) refuseInside(options.outside, folder);
  const imported = importedEcosystems(folder);
  const wanted = options.ecosystems ?? imported;
  const names = imported.filter((name) => wanted.includes(name));
  if (names.length === 0) throw nothingImported(options.ecosystems);
  const opened: { close(): void }[] = [];
  try {
    const files = new Map<string, EcosystemFile>();
    for (const name of names) {
      const file = await EcosystemFile.open(databaseFile(folder, name));
      opened.push(file);
      files.set(name, file);
    }
    const kev = openSignals(folder, 'KEV', opened);
    const epss = openSignals(folder, 'EPSS', opened);
    return new OpenDatabase(folder, files, { kev, epss });
  } catch (error) {
    for (const file of opened) file.close();
    throw error;
  }
}

/** Sorted by name; none where there is no folder yet. */
export function importedEcosystems(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(DATABASE_SUFFIX))
      .map((name) => basename(name, DATABASE_SUFFIX))
      .sort(compareText);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new GateError('NEED_UNMET', 'The database folder cannot be read.', {
      cause: error,
      remedy: 'Give this user the right to read it, or set XDG_DATA_HOME to another folder.',
    });
  }
}

/** Without the place of the folder, which is this machine's: the message stands in reports. `railgate db status` says it. */
export function nothingImported(ecosystems: readonly string[] | undefined): GateError {
  const what = ecosystems ? `of ${ecosystems.map(cleanText).join(', ')}` : 'of any ecosystem';
  return new GateError('NEED_UNMET', `There is no database ${what} in the data folder.`, {
    remedy: `Fetch it with \`railgate db update${ecosystems?.map((name) => ` ${cleanText(name)}`).join('') ?? ''}\`, or import what you have with \`railgate db import DIR\`.`,
  });
}

function openSignals(
  folder: string,
  name: 'KEV' | 'EPSS',
  opened: { close(): void }[],
): SignalsFile | undefined {
  try {
    const file = new SignalsFile(signalsFile(folder, name));
    opened.push(file);
    return file;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const DAY = 86_400_000;

class OpenDatabase implements Database {
  readonly ecosystems: readonly EcosystemData[];
  readonly signalData: readonly SignalData[];
  readonly #files: ReadonlyMap<string, EcosystemFile>;
  readonly #signals: { readonly kev: SignalsFile | undefined; readonly epss: SignalsFile | undefined };

  constructor(
    folder: string,
    files: ReadonlyMap<string, EcosystemFile>,
    signals: { readonly kev: SignalsFile | undefined; readonly epss: SignalsFile | undefined },
  ) {
    this.#files = files;
    this.#signals = signals;
    this.ecosystems = [...files.values()].map(({ description }) => ecosystemData(folder, description));
    this.signalData = [signals.kev, signals.epss].flatMap((file) => (file ? [file.description.data] : []));
  }

  affecting(
    ...[ecosystem, name, version]: Parameters<Database['affecting']>
  ): ReturnType<Database['affecting']> {
    return this.#file(ecosystem).affecting(name, version);
  }

  unclear(...[ecosystem, name, version]: Parameters<Database['unclear']>): readonly string[] {
    return this.#file(ecosystem).unclear(name, version);
  }

  isVersion(ecosystem: string, version: string): boolean {
    return this.#file(ecosystem).isVersion(version);
  }

  knows(ecosystem: string, name: string): boolean {
    return this.#file(ecosystem).knows(name);
  }

  entries(ecosystem: string): ReturnType<Database['entries']> {
    return this.#file(ecosystem).entries();
  }

  signals(cve: string): Signals | undefined {
    const added = this.#signals.kev?.get(cve);
    const epss = this.#signals.epss?.get(cve);
    if (added === undefined && epss === undefined) return undefined;
    return {
      ...(added !== undefined && { kev: new Date(added * DAY).toISOString().slice(0, 10) }),
      ...(epss !== undefined && { epss }),
    };
  }

  close(): void {
    for (const file of this.#files.values()) file.close();
    this.#signals.kev?.close();
    this.#signals.epss?.close();
  }

  #file(ecosystem: string): EcosystemFile {
    const file = this.#files.get(ecosystem);
    if (file) return file;
    throw nothingImported([ecosystem]);
  }
}
