import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A configuration folder of the user (XDG_CONFIG_HOME) that leaves the container gate out: what it says depends on the
 * engine of the machine. Its own tests bring an engine along. Made once a worker; other users may read it.
 */
export function configHome(): string {
  return (made ??= makeConfigHome());
}

let made: string | undefined;

function makeConfigHome(): string {
  const parent = process.env['RAILGATE_TEST_FOLDER'];
  if (parent === undefined) throw new Error('There is no RAILGATE_TEST_FOLDER: tests run by vitest only.');
  const home = mkdtempSync(join(parent, 'config-'));
  mkdirSync(join(home, 'railgate'));
  writeFileSync(
    join(home, 'railgate', 'config.json'),
    JSON.stringify({ gates: { container: { enabled: false } } }),
  );
  for (const folder of [parent, home]) chmodSync(folder, 0o755);
  return home;
}
