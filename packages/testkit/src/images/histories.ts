import type { BuiltHistory } from './built-step.js';
import { BUILDKIT_HISTORIES } from './histories-buildkit.js';
import { CLASSIC_HISTORIES } from './histories-classic.js';
import { OTHER_HISTORIES } from './histories-others.js';

export { BUILT_DOCKERFILES } from './built-dockerfiles.js';
export type { BuiltHistory, BuiltStep } from './built-step.js';

/** How many entries of each history are of `railgate.test/base:1`, whose Dockerfile is `ADD rootfs.tar /` and `CMD`. */
export const BASE_STEPS = 2;

/** Histories that real builders wrote, each beside its Dockerfile; a few that follow a builder's source. */
export const BUILT_HISTORIES: readonly BuiltHistory[] = [
  ...CLASSIC_HISTORIES,
  ...BUILDKIT_HISTORIES,
  ...OTHER_HISTORIES,
];
