import type { Place } from '@railgate/contract';

import type { TargetModel } from '../services/resolve.js';

/** How what is checked stands to what Railway deploys, as far as the clone itself can tell: nothing is fetched. */
export interface Checkout {
  /** Why nothing more is known: no repository, no git, no commit. A clause without a full stop. */
  readonly why?: string;
  /** The branch that is checked out; absent with a detached head. */
  readonly branch?: string;
  readonly deploy: DeployBranch;
  /** A part of the history only. */
  readonly shallow: boolean;
  /** Commits of the stored remote branch that the checkout lacks; absent where that cannot be told. */
  readonly behind?: number;
  /** The remote branch is stored in this clone. */
  readonly stored: boolean;
}

/** The branch that Railway deploys, and who says so. */
export interface DeployBranch {
  readonly name: string;
  /** Only what is declared can contradict the branch that is checked out. */
  readonly declared?: 'option' | Place;
}

/** What the rules of the checkout look at: once for each target. */
export interface CheckoutSubject {
  readonly checkout: Checkout;
  /** The first file of Railway's in the target: a place for what is about the whole checkout. */
  readonly path: string;
  /** What is about the whole checkout is reported by one target alone. */
  readonly isFirst: boolean;
  /** Files of Railway's that differ from the checked commit, or are not in it. Sorted. */
  readonly changed: readonly ChangedFile[];
}

export interface ChangedFile {
  readonly path: string;
  readonly how: 'changed' | 'not committed';
}

/** `origin/main`: the remote that clones have by default. */
export const REMOTE = 'origin';

/** The model with the checkout among its subjects. */
export function withCheckout(model: TargetModel, checkout: CheckoutSubject | undefined): TargetModel {
  return { ...model, subjects: { ...model.subjects, checkout: checkout ? [checkout] : [] } };
}
