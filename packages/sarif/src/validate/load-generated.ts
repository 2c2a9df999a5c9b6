import { createRequire } from 'node:module';

import { GateError } from '@railgate/contract';

const load = createRequire(import.meta.url);

/**
 * What the build has made from the schema.
 *
 * @throws {GateError} when the installation is not whole: no file that is read is to blame for that.
 */
export function loadGenerated(name: string): unknown {
  try {
    return load(`../../generated/${name}`);
  } catch (cause) {
    const { code = String(cause) } = cause as NodeJS.ErrnoException;
    const message = `The installation of Railgate is not whole: its file ${name} cannot be loaded (${code}).`;
    throw new GateError('INTERNAL', message, { remedy: 'Install it again.', cause });
  }
}
