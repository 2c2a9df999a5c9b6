import type { Reporter } from '@railgate/contract';

import { htmlReporter } from './html/report.js';
import { jsonReporter } from './json.js';
import { markdownReporter } from './markdown/summary.js';
import { sarifReporter } from './sarif.js';

/** The one list of report formats. */
export const REPORTERS: readonly Reporter[] = [sarifReporter, jsonReporter, markdownReporter, htmlReporter];
