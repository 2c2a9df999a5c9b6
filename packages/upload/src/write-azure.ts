import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { azureProfile, type AzureBuild, type ProfileOptions } from '@railgate/sarif';

import { readSources, type Prepared, type Source } from './prepare.js';

/**
 * Writes `azure-<n>.sarif` into a folder, for the task AdvancedSecurity-Publish of the pipeline, which sends them.
 *
 * @returns the paths of the files. @throws as `prepareUpload`.
 */
export async function writeAzure(
  sources: readonly Source[],
  folder: string,
  build: AzureBuild,
  options: ProfileOptions,
): Promise<Omit<Prepared, 'files'> & { readonly paths: readonly string[] }> {
  const { log, repairs } = await readSources(sources);
  const { files, notices, heldBack, dropped } = azureProfile(log, build, options);
  if (files.length > 0) mkdirSync(folder, { recursive: true });
  const paths = files.map((file) => {
    const path = join(folder, file.name);
    writeFileSync(`${path}.tmp`, `${JSON.stringify(file.log)}\n`);
    renameSync(`${path}.tmp`, path);
    return path;
  });
  return { paths, notices: [...repairs, ...notices], heldBack, dropped };
}
