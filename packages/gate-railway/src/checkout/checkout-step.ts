import { notApplicable, pass, unknown, type Answer } from '../checklist/answer.js';
import { REMOTE, type Checkout } from './checkout.js';

/** Step 1: is what is checked what Railway deploys? */
export function checkoutStep(checkout: Checkout | undefined): Answer {
  if (!checkout) return notApplicable('the files are no checkout');
  const { why, branch, deploy, shallow, behind, stored } = checkout;
  const remote = `${REMOTE}/${deploy.name}`;
  if (why !== undefined) return unknown(why);
  if (!stored) return unknown(`this clone has no stored ${remote}${shallow ? ', being a shallow one' : ''}`);
  if (behind === undefined) {
    const reason = shallow ? 'the shallow clone lacks the history for it' : 'git could not compare the two';
    return unknown(`not compared with ${remote}: ${reason}`);
  }
  if (behind === 0) return pass(`holds all of ${remote} as of the last fetch`);
  const lacks = `lacks ${behind} commit${behind === 1 ? '' : 's'} of ${remote}`;
  if (branch === undefined) return unknown(`a detached head that ${lacks}, perhaps on purpose`);
  return unknown(`the branch ${branch} ${lacks}: what they change was not looked at`);
}

/** Is the deploy branch itself checked out, and old? Anything else is older on purpose, or may be. */
export function isOutdated({ branch, deploy, behind = 0 }: Checkout): boolean {
  return branch === deploy.name && behind > 0;
}
