import { GateError } from '@railgate/contract';
import type { Pieces } from '@railgate/images';

import { imageArguments } from './arguments.js';
import { failureOf, wantsJavaDatabase } from './failure.js';
import type { Observed } from './observed.js';
import { OUTPUT_FOLDER, type EndedRun, type Place, type TrivyRun } from './place.js';
import { Observer } from './report/observe.js';
import { REPORT_LIMIT, checkAbout, readReport, type Asked } from './report/report.js';

/** An image on its way to Trivy. */
export interface Handed extends Asked {
  /** For messages. */
  readonly name: string;
  readonly tar: { readonly size: number; content(): Pieces };
}

export interface Settings {
  readonly licences: boolean;
  /** Leaves Java archives alone, since there is no database for them. */
  readonly withoutJava: boolean;
}

export interface Limits {
  readonly seconds: number;
  /** Megabytes; for messages. */
  readonly memory: number;
  readonly signal: AbortSignal;
}

/** What was seen, or that the image has Java archives and there is no database for them. */
export type Scanned = Observed | 'java-database-missing';

const IMAGE = 'image.tar';
const REPORT = `${OUTPUT_FOLDER}/report.json`;
/** Seconds that Trivy may take to end by itself after its own deadline, and to start before. */
const GRACE = 30;

/** One run of Trivy on one image. @throws {GateError} when nothing is known of the image */
export async function scanImage(
  place: Place,
  image: Handed,
  settings: Settings,
  limits: Limits,
): Promise<Scanned> {
  const { size, content } = image.tar;
  const { seconds, signal } = limits;
  const args = argumentsOf(place, settings, limits);
  const files = [{ kind: 'file', path: IMAGE, size, mode: 0o644, content } as const];
  return place.run({ files, args, seconds: seconds + GRACE, signal }, async (ended) => {
    if (!settings.withoutJava && wantsJavaDatabase(ended)) return 'java-database-missing';
    if (ended.exitCode !== 0) throw failureOf(ended, `The scan of ${image.name}`, limits.memory);
    return readObserved(ended, image);
  });
}

/** An image will come. @throws nothing */
export function prepareScan(place: Place, settings: Settings, limits: Pick<Limits, 'seconds'>): void {
  place.prepare(argumentsOf(place, settings, limits));
}

/** The same for every image. */
function argumentsOf(
  { cache }: Pick<Place, 'cache'>,
  settings: Settings,
  { seconds }: Pick<Limits, 'seconds'>,
): TrivyRun['args'] {
  return (folder) =>
    imageArguments({
      input: `${folder}/${IMAGE}`,
      output: `${folder}/${REPORT}`,
      cache,
      seconds,
      ...settings,
    });
}

/** Exit code 0 and no report contradict each other, whatever the reason. */
async function readObserved({ read }: EndedRun, image: Handed): Promise<Observed> {
  const observer = new Observer();
  try {
    const report = await read(REPORT, REPORT_LIMIT, (content) => readReport(content, observer));
    checkAbout(report, image);
    return observer.observed(report);
  } catch (error) {
    if (!(error instanceof GateError) || error.code !== 'REPORT_UNREADABLE') throw error;
    throw new GateError(
      'REPORT_UNREADABLE',
      `Trivy ended the scan of ${image.name} without an error, and its report cannot be read. ${error.message}`,
      {
        remedy:
          error.remedy ??
          'Run the gate again; if it stays, use the version of Trivy that `railgate doctor` names.',
        cause: error,
      },
    );
  }
}
