import { Readable } from 'node:stream';

import { GateError } from '@railgate/contract';

import { dockerfileArguments } from './arguments.js';
import { failureOf } from './failure.js';
import type { Misconfiguration } from './observed.js';
import { OUTPUT_FOLDER, type Place } from './place.js';
import { isFields, listIn, textIn } from './report/fields.js';
import { observe } from './report/observe.js';
import { REPORT_LIMIT, parseReport } from './report/report.js';
import type { Limits } from './scan-image.js';

const FOLDER = 'dockerfiles';
const REPORT = `${OUTPUT_FOLDER}/report.json`;
/** Its container runs as root: whoever looks at it must say so. */
const CANARY = { name: 'canary', text: 'FROM alpine:3.18\nUSER root\n' } as const;
const GRACE = 30;

/** What Trivy's checks say of Dockerfiles, by path; those that it could not read are missing. @throws {GateError} */
export async function checkDockerfiles(
  place: Place,
  files: ReadonlyMap<string, string>,
  limits: Limits,
): Promise<ReadonlyMap<string, readonly Misconfiguration[]>> {
  if (files.size === 0) return new Map();
  const paths = [...files.keys()];
  const texts = new Map([
    [CANARY.name, CANARY.text],
    ...[...files.values()].map((text, at) => [String(at), text] as const),
  ]);
  const report = await reportOn(place, texts, limits);
  const found = byFolder(report);
  if ((found.get(CANARY.name) ?? []).length === 0) {
    throw new GateError(
      'CANARY_MISSED',
      'Trivy did not see that the container of the known-bad Dockerfile runs as root.',
    );
  }
  return new Map(
    paths.flatMap((path, at) => {
      const misconfigurations = found.get(String(at));
      return misconfigurations === undefined ? [] : [[path, misconfigurations] as const];
    }),
  );
}

/** Their names are ours, so that none of a stranger gets into arguments or a report. */
async function reportOn(
  place: Place,
  texts: ReadonlyMap<string, string>,
  limits: Limits,
): Promise<unknown[]> {
  return place.withFolder(async (folder) => {
    await folder.put([...texts].map(([name, text]) => fileOf(`${FOLDER}/${name}/Dockerfile`, text)));
    const { seconds, memory, signal } = limits;
    const args = dockerfileArguments(
      `${folder.path}/${FOLDER}`,
      `${folder.path}/${REPORT}`,
      place.cache,
      seconds,
    );
    const answer = await folder.run(args, { seconds: seconds + GRACE, signal });
    if (answer.exitCode !== 0) throw failureOf(answer, 'The check of the Dockerfiles', memory);
    return [...listIn(parseReport(await folder.read(REPORT, REPORT_LIMIT))['Results'])];
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
function byFolder(results: readonly unknown[]): ReadonlyMap<string, readonly Misconfiguration[]> {
  return new Map(
    results.filter(isFields).map((result) => {
      const [name = ''] = textIn(result['Target'], 200).split('/', 1);
      return [name, observe({ Results: [result] }).misconfigurations] as const;
    }),
  );
}
