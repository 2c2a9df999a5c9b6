import { cleanText } from '@railgate/contract';

import { unmet, type Repository } from './repository.js';

/** What of git's own options may stand in a range: they say which commits, and nothing else. */
const OPTIONS = /^--(?:all|not|(?:branches|tags|remotes)(?:=[^\s]{1,200})?)$/;
const WORDS_LIMIT = 1000;
const STASHES_LIMIT = 1000;

/**
 * The history that is asked for, as arguments of git: everything that branches, tags, notes and stashes reach, older
 * stashes too, or what a range names.
 *
 * @param wanted `true`, `all`, or revisions as git writes them, separated by spaces: `origin/main..HEAD`.
 * @throws {GateError} that names what git does not know.
 */
export async function revisionsOf(wanted: true | string, repository: Repository): Promise<string[]> {
  if (wanted === true || wanted.trim() === 'all') return ['--all', ...(await stashes(repository))];
  const words = wanted.trim().split(/\s+/);
  if (words.length > WORDS_LIMIT) throw unmet('The range of revisions has too many words.', REMEDY);
  for (const word of words) await check(word, repository);
  return words;
}

/** Git keeps all but the newest in its reflog only. */
export async function stashes(repository: Repository): Promise<string[]> {
  const said = await repository.ask(['rev-list', '--walk-reflogs', `-n${STASHES_LIMIT}`, 'refs/stash', '--']);
  return said?.split('\n').filter(Boolean) ?? [];
}

const REMEDY =
  'Give revisions that `git log` knows, or `all`; in a clone that lacks them, fetch them first: `git fetch origin`.';

async function check(word: string, repository: Repository): Promise<void> {
  if (OPTIONS.test(word)) return;
  const shown = cleanText(word.slice(0, 200));
  if (word.startsWith('-'))
    throw unmet(`The range of revisions holds the option ${shown}, which does not belong there.`, REMEDY);
  for (const revision of word.replace(/^\^/, '').split(/\.{2,3}/)) {
    if (revision !== '' && !(await isKnown(revision, repository)))
      throw unmet(
        `Git knows no revision ${cleanText(revision.slice(0, 200))}, which the range ${shown} names.`,
        REMEDY,
      );
  }
}

async function isKnown(revision: string, repository: Repository): Promise<boolean> {
  if (revision.startsWith('-')) return false;
  const name = revision.replace(/\^[@!]$/, '');
  return (await repository.ask(['rev-parse', '--verify', '--quiet', `${name}^{object}`])) !== undefined;
}
