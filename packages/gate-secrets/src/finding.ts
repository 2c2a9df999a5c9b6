import type { Finding, FindingCommits } from '@railgate/contract';
import { kindOf as kindNamed, type SecretKind } from '@railgate/secrets';

import type { AccountPlace, SecretPlace } from './look/pool.js';
import { ACCOUNT_NAME } from './rules/account-name.js';
import { withArticle } from './with-article.js';

/**
 * A secret in a file of the working tree. Names the kind and the place, never the value.
 *
 * @param commits those that hold it, too, as far as the history was looked at
 */
export function toFinding(path: string, place: SecretPlace, commits?: FindingCommits): Finding {
  const kind = kindOf(place);
  const encoded = place.encoded ? `, encoded as ${place.encoded},` : '';
  const since = commits ? ` ${inHistory(commits)}` : '';
  return {
    ruleId: `secrets/${kind.id}`,
    message: `${withArticle(kind.title)}${encoded} stands in the file.${since} Revoke it: ${kind.revoke.steps}`,
    at: { path, region: place.region },
    subject: { kind: 'secret' },
    ...(commits && { commits }),
  };
}

/** Whoever revokes a password needs to know whose it is. Names the place alone, like every finding of this gate. */
export function accountFinding(path: string, place: AccountPlace): Finding {
  const { region, line } = place;
  return {
    ruleId: ACCOUNT_NAME.id,
    message: `The account that the ${kindOf(place).title} on line ${line} opens is named here. Change the password of this account.`,
    at: { path, region },
  };
}

export function kindOf({ kind: id }: Pick<SecretPlace, 'kind'>): SecretKind {
  const kind = kindNamed(id);
  if (!kind) throw new Error(`There is no kind of secret ${id}.`);
  return kind;
}

const SHORT_ID = 12;

function inHistory({ first, count }: FindingCommits): string {
  const since = first.slice(0, SHORT_ID);
  const commits =
    count === 1 ? `the commit ${since} has it` : `${count} commits have it, the first is ${since}`;
  return `It is in the history, too: ${commits}; to remove it from the file is not enough.`;
}
