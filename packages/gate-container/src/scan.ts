import { GateError, type GateMeta, type Scan, type ScanInput } from '@railgate/contract';

import type { Options } from './options.js';

/** Finds the images, has each looked at, and traces what was found to its cause. */
export function scanTarget(_meta: GateMeta, _input: ScanInput<Options>): Promise<Scan> {
  return Promise.reject(new GateError('NEED_UNMET', 'The container gate is not built yet.'));
}
