import { EXIT } from '@railgate/contract';
import {
  findSources,
  githubTarget,
  githubToken,
  missingAnalyses,
  prepareUpload,
  uploadToGithub,
  type FileOutcome,
  type Prepared,
} from '@railgate/upload';

import type { Io } from '../io.js';
import { profileOptions, type UploadArguments } from './options.js';
import { plural } from '../words.js';
import { tell, tellDropped, warn } from './say.js';

/**
 * Exit codes: 0 when GitHub has everything, 2 when it has not, unless that was asked to be 0, 3 for a wrong call.
 * What was scanned has been judged before; an upload changes nothing about it.
 */
export async function uploadGithub(
  paths: readonly string[],
  options: UploadArguments,
  io: Io,
): Promise<number> {
  const isDry = options['dry-run'] ?? false;
  const destination = isDry
    ? undefined
    : { target: githubTarget(options, io.env), token: githubToken(io.env) };
  const { files, manifests } = findSources(paths, io.cwd);
  const prepared = await prepareUpload(files, profileOptions(options, io));
  tellPrepared(prepared, manifests, io);
  if (prepared.files.length === 0) {
    warn(io, 'Nothing is left to upload: what GitHub shows is that of an earlier upload.');
    return failed(options, io);
  }
  if (!destination) {
    tell(io, 'Nothing was sent: --dry-run.');
    return EXIT.clean;
  }
  const { owner, repo, ref, sha } = destination.target;
  tell(io, `To ${owner}/${repo}, ${ref}, commit ${sha}.`);
  const outcomes = await uploadToGithub(prepared.files, {
    ...destination,
    signal: io.signal,
    wait: !options['no-wait'],
    onProgress: (line) => {
      warn(io, line);
    },
  });
  for (const outcome of outcomes) tellOutcome(outcome, !options['no-wait'], io);
  const isDone = outcomes.every(({ status }) => status === 'complete' || status === 'pending');
  return isDone ? EXIT.clean : failed(options, io);
}

function tellPrepared(
  { files, notices, heldBack, dropped }: Prepared,
  manifests: readonly string[],
  io: Io,
): void {
  const logs = files.map(({ log }) => log);
  for (const { name, log, bytes } of files) {
    const results = log.runs.reduce((sum, run) => sum + (run.results?.length ?? 0), 0);
    const size = `${Math.ceil(bytes / 1000)} kB compressed`;
    tell(
      io,
      `${name}: ${plural(log.runs.length, 'analysis', 'analyses')}, ${plural(results, 'result')}, ${size}.`,
    );
  }
  tellDropped(io, dropped);
  warn(io, ...notices, ...heldBack);
  for (const manifest of manifests) warn(io, ...(missingAnalyses(manifest, logs) ?? []));
}

function tellOutcome({ name, status, failure }: FileOutcome, waited: boolean, io: Io): void {
  if (status === 'complete') tell(io, `${name}: processed by GitHub.`);
  if (status === 'pending' && waited)
    warn(io, `${name} is with GitHub and not yet processed; whether it can be is not known.`);
  if (status === 'unsent') warn(io, `${name} was not sent.`);
  if (failure) warn(io, `${name} was not uploaded: ${failure.message}`, failure.remedy);
}

function failed(options: UploadArguments, io: Io): number {
  if (!options['best-effort']) return EXIT.incomplete;
  warn(io, 'Not everything was uploaded; --best-effort makes that exit code 0.');
  return EXIT.clean;
}
