import type { Reporter } from '@railgate/contract';

import { htmlReporter } from './html/report.js';
import { jsonReporter } from './json.js';
import { markdownReporter } from './markdown/summary.js';
import { sarifReporter } from './sarif.js';
import { cycloneDxVexReporter } from './vex/cyclonedx.js';
import { openVexReporter } from './vex/openvex.js';

/** The one list of report formats. */
export const REPORTERS: readonly Reporter[] = [
  sarifReporter,
  jsonReporter,
  markdownReporter,
  htmlReporter,
  openVexReporter,
  cycloneDxVexReporter,
];
