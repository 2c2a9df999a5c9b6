import { delimiter } from 'node:path';

import { toolsFolder } from '@railgate/testkit';

/** PATH without the outside tools that only some machines have: what the command says must not depend on them. */
export const PLAIN_PATH = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => folder !== toolsFolder())
  .join(delimiter);
