import { Readable } from 'node:stream';

import { GateError } from '@railgate/contract';

import { dockerfileArguments } from './arguments.js';
import { failureOf } from './failure.js';
import type { Misconfiguration } from './observed.js';
import { OUTPUT_FOLDER, type Place } from './place.js';
import { Observer } from './report/observe.js';
import {
  REPORT_LIMIT,
  readReport,
  type EntryReader,
  type ReportHead,
  type ResultHead,
} from './report/report.js';
import type { Limits } from './scan-image.js';

const FOLDER = 'dockerfiles';
const REPORT = `${OUTPUT_FOLDER}/report.json`;
/** Its container runs as root: whoever looks at it must say so. */
const CANARY = { name: 'canary', text: 'FROM alpine:3.18\nUSER root\n' } as const;
const GRACE = 30;

/**
 * What Trivy's checks say of Dockerfiles, by the keys of the caller; those that it could not read are missing.
 *
 * @throws {GateError}
 */
export async function checkDockerfiles<K>(
  place: Place,
  files: ReadonlyMap<K, string>,
  limits: Limits,
): Promise<ReadonlyMap<K, readonly Misconfiguration[]>> {
  if (files.size === 0) return new Map();
  // Their names are ours, so that none of a stranger gets into arguments or a report.
  const texts = new Map([
    [CANARY.name, CANARY.text],
    ...[...files.values()].map((text, at) => [String(at), text] as const),
  ]);
  const found = await foundIn(place, texts, limits);
  if ((found.get(CANARY.name) ?? []).length === 0) {
    throw new GateError(
      'CANARY_MISSED',
      'Trivy did not see that the container of the known-bad Dockerfile runs as root.',
      { remedy: 'Use the version of Trivy that `railgate doctor` names.' },
    );
  }
  return new Map(
    [...files.keys()].flatMap((key, at) => {
      const misconfigurations = found.get(String(at));
      return misconfigurations === undefined ? [] : [[key, misconfigurations] as const];
    }),
  );
}

type Found = ReadonlyMap<string, readonly Misconfiguration[]>;

function foundIn(place: Place, texts: ReadonlyMap<string, string>, limits: Limits): Promise<Found> {
  const { seconds, memory, signal } = limits;
  const files = [...texts].map(([name, text]) => fileOf(`${FOLDER}/${name}/Dockerfile`, text));
  const args = (folder: string): readonly string[] =>
    dockerfileArguments(`${folder}/${FOLDER}`, `${folder}/${REPORT}`, place.cache, seconds);
  return place.run({ files, args, seconds: seconds + GRACE, signal }, async (ended) => {
    if (ended.exitCode !== 0) throw failureOf(ended, 'The check of the Dockerfiles', memory);
    const reader = new ByFolder();
    await ended.read(REPORT, REPORT_LIMIT, (content) => readReport(content, reader));
    return reader.found();
  });
}

/** Comments for Trivy are turned into plain ones: what is let through is said in Railgate's own configuration. */
function fileOf(path: string, text: string) {
  const bytes = Buffer.from(text.replace(/\b(trivy|tfsec):(ignore)/gi, '$1_$2'));
  return {
    kind: 'file',
    path,
    size: bytes.length,
    mode: 0o644,
    content: () => Readable.from([bytes]),
  } as const;
}

/** A file that was read has at least one check that it passed. */
class ByFolder implements EntryReader {
  readonly #observers = new Map<string, Observer>();

  entry(list: string, entry: unknown, result: ResultHead, report: ReportHead): void {
    this.#of(result).entry(list, entry, result, report);
  }

  strange(result?: ResultHead): void {
    if (result !== undefined) this.#of(result).strange();
  }

  /** What cannot be read whole is not read. */
  found(): Found {
    const seen = [...this.#observers].map(([name, observer]) => [name, observer.observed({})] as const);
    return new Map(
      seen
        .filter(([, { gaps }]) => gaps.length === 0)
        .map(([name, { misconfigurations }]) => [name, misconfigurations] as const),
    );
  }

  #of({ target }: ResultHead): Observer {
    const [name = ''] = target.split('/', 1);
    const observer = this.#observers.get(name) ?? new Observer();
    this.#observers.set(name, observer);
    return observer;
  }
}
