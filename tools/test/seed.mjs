import { configureGlobal } from 'fast-check';

/**
 * Property tests draw the same samples each time, so that one commit has one verdict: `RAILGATE_SEED=random npm test`
 * (or a number) looks further, and a counterexample found there becomes a case of its own.
 */
const asked = process.env.RAILGATE_SEED ?? '20261122';
configureGlobal({ seed: asked === 'random' ? undefined : Number(asked) });
