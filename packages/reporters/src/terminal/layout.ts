import type { Paint } from './paint.js';
import type { Signal } from '../view/outcomes.js';

/** How to print: given to every section. */
export interface Layout {
  readonly width: number;
  readonly paint: Paint;
  readonly symbols: Readonly<Record<Signal, string>>;
  /** Where more is to be read, as the user would type it: `.railgate/report.html`. */
  readonly reportFile: string;
}
