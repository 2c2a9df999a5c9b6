import type { Place } from '@railgate/contract';

import type { BaseUse } from '../targets/base-uses.js';
import type { Trace } from '../trace/trace.js';
import type { Observed } from '../trivy/observed.js';

/** One image that was looked at, with all that findings are made from. */
export interface ImageView {
  /** Without tag and digest. */
  readonly name: string;
  readonly observed: Observed;
  readonly trace: Trace;
  /** `diffId` of each layer, the base first. */
  readonly layers: readonly string[];
  /** Every `FROM` that names it. */
  readonly uses: readonly BaseUse[];
  /** Where the configuration names it. */
  readonly named?: Place;
  /** It is only here since a Dockerfile starts from it: its settings are not those of what runs. */
  readonly isBase: boolean;
}
