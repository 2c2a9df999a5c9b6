import { relative, resolve } from 'node:path';

import { EXIT, UsageError } from '@railgate/contract';
import { AzureBuildError, azureBuild, type AzureBuild } from '@railgate/sarif';
import { UPLOAD_FOLDER, findSources, missingAnalyses, writeAzure } from '@railgate/upload';

import type { Io } from '../io.js';
import { profileOptions, type UploadArguments } from './options.js';
import { tell, tellDropped, warn } from './say.js';

/** Exit codes: 0 when the files are written, 2 when nothing may be, 3 for a wrong call or outside of a pipeline. */
export async function uploadAzure(
  paths: readonly string[],
  options: UploadArguments,
  io: Io,
): Promise<number> {
  const build = readBuild(io);
  const { files, manifests } = findSources(paths, io.cwd);
  const folder = resolve(io.cwd, options.out ?? UPLOAD_FOLDER);
  const written = await writeAzure(files, folder, build, profileOptions(options, io));
  for (const path of written.paths) tell(io, `Wrote ${relative(io.cwd, path)}.`);
  tellDropped(io, written.dropped);
  warn(io, ...written.notices, ...written.heldBack);
  if (written.paths.length > 0) return EXIT.clean;
  for (const manifest of manifests) warn(io, ...(missingAnalyses(manifest, []) ?? []));
  warn(io, 'Nothing is left to publish.');
  return EXIT.incomplete;
}

function readBuild(io: Io): AzureBuild {
  try {
    return azureBuild(io.env);
  } catch (error) {
    if (!(error instanceof AzureBuildError)) throw error;
    throw new UsageError(error.message, error.remedy, { cause: error });
  }
}
