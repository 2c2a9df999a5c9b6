import type { FindingCommits, ScanInput } from '@railgate/contract';

import type { Pool } from '../look/pool.js';
import type { Options } from '../options.js';
import type { Part } from '../part.js';
import type { FilePlace } from './files.js';
import { countCommits } from './commits.js';
import { findCommits, type FoundSecret } from './find-commits.js';
import { historyFinding, unplacedFinding } from './history-finding.js';
import { readHoldings } from './holdings.js';
import { openRepository } from './repository.js';
import { revisionsOf } from './revisions.js';
import { shallowGaps } from './shallow.js';
import { readTexts } from './texts.js';
import { keyOf, type Traced } from './trace.js';

export interface History extends Part {
  /** Of secrets that stand in the working tree: the commits that hold them, too. */
  commitsOf(file: FilePlace): FindingCommits | undefined;
  /** The text of a file as a commit has it, for the findings. */
  readonly textOf: (path: string, version: string) => string | undefined;
}

/**
 * Looks at every version of every file that the revisions reach, once, and then asks which commits hold what was found.
 *
 * @param wanted `true` or `all`, or a range of revisions
 * @param files what was found in the working tree, which is no news of the history
 * @throws {GateError} when there is no repository, git is not there, or does not know a revision
 */
export async function lookAtHistory(
  input: Pick<ScanInput<Options>, 'workspace' | 'processes' | 'signal' | 'progress' | 'options'>,
  wanted: true | string,
  pool: Pool,
  files: readonly FilePlace[],
): Promise<History> {
  const repository = await openRepository(input);
  const revisions = await revisionsOf(wanted, repository);
  const read = await readHoldings(input, repository, revisions, pool);
  const commits = await countCommits(repository, revisions);
  const found = await findCommits(repository, revisions, read, input.workspace.ignore ?? [], pool);
  const standing = new Map<string, FoundSecret>(
    found.secrets.flatMap((one) => [...one.paths].map((path) => [`${one.key}\0${path}`, one] as const)),
  );
  const placeKey = ({ path, place }: FilePlace): string => `${keyOf(place)}\0${path}`;
  const inFiles = new Set(files.map((file) => standing.get(placeKey(file))));
  const gone = found.secrets.filter((one) => !inFiles.has(one));
  const texts = await readTexts(
    repository,
    gone.map(({ at }) => at.object),
  );
  const objects = new Map<string, string>(gone.map(({ at, last }) => [`${last}\0${at.path}`, at.object]));
  return {
    findings: [
      ...gone.map((one) => historyFinding(one, input.options.files)),
      ...found.unplaced.map(unplacedFinding),
    ],
    gaps: [...read.gaps, ...found.gaps, ...(await shallowGaps(repository, revisions))],
    notScanned: read.notScanned,
    expected: { commits, versions: read.expected },
    seen: { commits, versions: read.seen },
    commitsOf: (file) => {
      const one = standing.get(placeKey(file));
      return one && commitsOf(one);
    },
    textOf: (path, version) => {
      const bytes = texts.get(objects.get(`${version}\0${path}`) ?? '');
      return bytes && new TextDecoder().decode(bytes);
    },
  };
}

function commitsOf({ first, last, commits }: Traced): FindingCommits {
  return { first, last, count: commits };
}
