import { GateError } from '@railgate/contract';

import type { EcosystemData, SignalData } from '../database.js';
import { databaseFolder } from '../folder.js';
import { ecosystemData } from './description.js';
import { EcosystemFile } from './ecosystem-file.js';
import { databaseFile, signalsFile } from './layout.js';
import { importedEcosystems } from './open-database.js';
import { SignalsFile } from './signals-file.js';

export interface DatabaseStatus {
  readonly folder: string;
  readonly ecosystems: readonly EcosystemData[];
  readonly signals: readonly SignalData[];
  /** Files that are there and cannot be read. */
  readonly damaged: readonly { readonly name: string; readonly error: GateError }[];
}

/** What is imported, also where a part of it is damaged. */
export async function databaseStatus(folder = databaseFolder()): Promise<DatabaseStatus> {
  const ecosystems: EcosystemData[] = [];
  const signals: SignalData[] = [];
  const damaged: { name: string; error: GateError }[] = [];
  const look = async (name: string, read: () => Promise<void>): Promise<void> => {
    try {
      await read();
    } catch (error) {
      if (error instanceof GateError) damaged.push({ name, error });
      else if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  };
  for (const name of importedEcosystems(folder))
    await look(name, async () => {
      const file = await EcosystemFile.open(databaseFile(folder, name));
      file.close();
      ecosystems.push(ecosystemData(folder, file.description));
    });
  for (const name of ['KEV', 'EPSS'] as const)
    await look(name, async () => {
      const file = new SignalsFile(signalsFile(folder, name));
      file.close();
      signals.push(file.description.data);
    });
  return { folder, ecosystems, signals, damaged };
}
