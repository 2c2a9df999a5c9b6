import type { ScanInput } from '@railgate/contract';
import type { ContainerEngine } from '@railgate/images';

import type { Options } from '../options.js';

/** What Trivy is made ready from. */
export interface TrivyInput extends Pick<
  ScanInput<Options>,
  'options' | 'now' | 'offline' | 'maxDataAge' | 'signal' | 'processes' | 'progress'
> {
  /** Of the scanned repository: nothing that is remembered comes from it. */
  readonly root: string;
  /** Asked only where Trivy runs in a container. @throws {GateError} `NEED_UNMET` */
  engine(): Promise<ContainerEngine>;
}
