import type { Finding } from '@railgate/contract';
import type { SecretKind } from '@railgate/secrets';

import { kindOf } from '../finding.js';
import type { SecretPlace } from '../look/pool.js';
import type { FoundSecret } from './find-commits.js';
import { withArticle } from '../with-article.js';

/** Characters of a commit id that people are shown. */
const SHORT = 12;

/**
 * A secret that stands in no file of the working tree.
 *
 * @param isGone the files were looked at, and it is in none of them
 */
export function historyFinding(secret: FoundSecret, isGone: boolean): Finding {
  const { at, first, last, commits: count } = secret;
  const kind = kindOf(at.place);
  return {
    ...findingOf(at.path, at.place, kind),
    message: `${withArticle(kind.title)} is in the history of the file: ${heldBy(secret)}. ${whereNow(secret, isGone)} Revoke it: ${kind.revoke.steps}`,
    commits: { first, last, count },
    version: last,
  };
}

/** A secret that git has, and names no commit for. */
export function unplacedFinding({
  path,
  place,
}: {
  readonly path: string;
  readonly place: SecretPlace;
}): Finding {
  const kind = kindOf(place);
  return {
    ...findingOf(path, place, kind),
    message: `${withArticle(kind.title)} is in an object of the repository for which git names no commit, such as a file that a tag names. Whoever clones the repository has it. Revoke it: ${kind.revoke.steps}`,
    version: '',
  };
}

function findingOf(path: string, place: SecretPlace, kind: SecretKind): Omit<Finding, 'message'> {
  return { ruleId: `secrets/${kind.id}`, at: { path, region: place.region }, subject: { kind: 'secret' } };
}

function heldBy({ first, last, commits }: FoundSecret): string {
  const [from, to] = [first.slice(0, SHORT), last.slice(0, SHORT)];
  if (commits === 1) return `the commit ${from} holds it`;
  return `${commits} commits hold it, the first is ${from}, the last ${to}`;
}

function whereNow({ inHead, inStash }: FoundSecret, isGone: boolean): string {
  if (inStash) return 'It is in a stash, which `git stash drop` removes.';
  if (inHead)
    return isGone
      ? 'HEAD still has it, though the working tree has not.'
      : 'The commit that is checked out has it, too.';
  const where = isGone ? 'the working tree' : 'the commit that is checked out';
  return `It is not in ${where} any more, which does not help: every clone and fork has it.`;
}
