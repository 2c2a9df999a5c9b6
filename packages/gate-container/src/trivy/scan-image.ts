import type { Readable } from 'node:stream';

import { GateError } from '@railgate/contract';

import { imageArguments } from './arguments.js';
import { failureOf, wantsJavaDatabase } from './failure.js';
import { OUTPUT_FOLDER, type Place, type RunFolder } from './place.js';
import { REPORT_LIMIT, checkAbout, parseReport, type Asked } from './report/report.js';
import type { Fields } from './report/fields.js';

/** An image on its way to Trivy. */
export interface Handed extends Asked {
  /** For messages. */
  readonly name: string;
  readonly tar: { readonly size: number; content(): Readable };
}

export interface Settings {
  /** Judges the image's settings. Loading the checks takes two seconds, ten times as long as all else in a small image. */
  readonly misconfigurations: boolean;
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

/** The report, or that the image has Java archives and there is no database for them. */
export type Scanned = { readonly report: Fields; readonly bytes: number } | 'java-database-missing';

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
  return place.withFolder(async (folder) => {
    const { size, content } = image.tar;
    await folder.put([{ kind: 'file', path: IMAGE, size, mode: 0o644, content }]);
    limits.signal.throwIfAborted();
    const args = imageArguments({
      input: `${folder.path}/${IMAGE}`,
      output: `${folder.path}/${REPORT}`,
      cache: place.cache,
      seconds: limits.seconds,
      ...settings,
    });
    const answer = await folder.run(args, { seconds: limits.seconds + GRACE, signal: limits.signal });
    if (!settings.withoutJava && wantsJavaDatabase(answer)) return 'java-database-missing';
    if (answer.exitCode !== 0) throw failureOf(answer, `The scan of ${image.name}`, limits.memory);
    return readReport(folder, image);
  });
}

async function readReport(folder: RunFolder, image: Handed): Promise<Scanned> {
  const bytes = await readFile(folder, image);
  const report = parseReport(bytes);
  checkAbout(report, image);
  return { report, bytes: bytes.length };
}

/** Exit code 0 and no report contradict each other, whatever the reason. */
async function readFile(folder: RunFolder, image: Handed): Promise<Buffer> {
  try {
    return await folder.read(REPORT, REPORT_LIMIT);
  } catch (error) {
    if (!(error instanceof GateError) || error.code !== 'REPORT_UNREADABLE') throw error;
    throw new GateError(
      'REPORT_UNREADABLE',
      `Trivy ended the scan of ${image.name} without an error, and its report cannot be read. ${error.message}`,
      {
        remedy: 'Run the gate again; if it stays, use the version of Trivy that `railgate doctor` names.',
        cause: error,
      },
    );
  }
}
