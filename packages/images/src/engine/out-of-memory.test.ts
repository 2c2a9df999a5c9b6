import { describe, expect, it } from 'vitest';

import { isOutOfMemory } from './isolated-run.js';

/** What engines answer to `GET /containers/…/json` of a container that has ended, as far as it matters. */
const state = (ExitCode: number, OOMKilled: boolean) => ({ ExitCode, OOMKilled });

describe('whether a container was ended for its memory', () => {
  it.each([
    ['docker', 'that the kernel ended, on cgroups of both versions', state(137, true), true],
    ['docker', 'of which the kernel ended a child, and the program said so', state(1, true), true],
    ['docker', 'that somebody killed', state(137, false), false],
    ['docker', 'that ended by itself', state(0, false), false],
    ['docker', 'that failed', state(1, false), false],
    ['podman', 'that the kernel ended, on cgroups of version 2', state(137, true), true],
    ['podman', 'that the kernel ended, on cgroups of version 1: it does not say so', state(137, false), true],
    ['podman', 'that failed', state(1, false), false],
    ['podman', 'that ended by itself', state(0, false), false],
  ] as const)('%s: one %s', (kind, _, ended, expected) => {
    expect(isOutOfMemory({ kind }, ended)).toBe(expected);
  });
});
