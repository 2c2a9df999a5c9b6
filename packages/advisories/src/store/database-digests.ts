import { refuseInside } from '@railgate/kit';

import { databaseFolder } from '../folder.js';
import { Container } from './container.js';
import { ecosystemDescription, signalsDescription } from './description.js';
import { databaseFile, signalsFile } from './layout.js';
import { importedEcosystems, nothingImported } from './open-database.js';

/**
 * `sha256:…` of everything that was imported: whoever keeps an answer keeps them with it. Loads nothing that knows versions,
 * which takes longer than all of this.
 *
 * @param outside root of the scanned repository, in which no database may lie
 * @throws {GateError} as `openDatabase` does: nothing was imported, or a file is damaged
 */
export function databaseDigests(folder = databaseFolder(), outside?: string): readonly string[] {
  if (outside !== undefined) refuseInside(outside, folder);
  const names = importedEcosystems(folder);
  if (names.length === 0) throw nothingImported(undefined);
  return [
    ...names.map((name) => readDigest(databaseFile(folder, name), digestOfEcosystem)),
    ...(['KEV', 'EPSS'] as const).flatMap((name) => digestOfSignals(signalsFile(folder, name))),
  ];
}

function readDigest(path: string, digestOf: (container: Container) => string): string {
  const container = new Container(path);
  try {
    return digestOf(container);
  } finally {
    container.close();
  }
}

/** With a damaged index nothing would be found, whatever the description says. */
function digestOfEcosystem(container: Container): string {
  const { data, index } = ecosystemDescription(container);
  container.read(index);
  return data.digest;
}

/** None where it was not imported. */
function digestOfSignals(path: string): string[] {
  try {
    return [readDigest(path, (container) => signalsDescription(container).data.digest)];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
