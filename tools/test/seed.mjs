import { configureGlobal } from 'fast-check';

/**
 * Property tests draw the same samples each time, so that one commit has one verdict: `RAILGATE_SEED=random npm test`
 * (or a number) looks further, and a counterexample found there becomes a case of its own.
 */
const asked = process.env.RAILGATE_SEED ?? '20261122';
configureGlobal({ seed: asked === 'random' ? undefined : Number(asked) });

// What earlier runs have found must not decide what a test sees. Tests of caches name a folder of their own. This is run for
// each file, also where files share a process: the first one knows.
process.env.RAILGATE_TOOLS_CACHE ??= process.env.XDG_CACHE_HOME ?? '';
process.env.XDG_CACHE_HOME = '/dev/null/no-cache';
