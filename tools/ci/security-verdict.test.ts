import { describe, expect, it } from 'vitest';

import { securityProblem } from './security-verdict.mjs';

const NO_SOURCE = { gate: 'sca', code: 'SOURCE_MISSING', message: 'Nobody answered.', waived: false };
const manifest = (exitCode: number, ...reasons: object[]) => ({ verdict: { exitCode, reasons } });

describe('what .ci/run takes for an answer of our own security run', () => {
  it('ok: a clean run', () => {
    expect(securityProblem(0, undefined)).toBeUndefined();
  });

  it('ok: no source of advisories can be reached, and the gate says so', () => {
    expect(securityProblem(2, manifest(2, NO_SOURCE, { ...NO_SOURCE, code: 'NEED_UNMET' }))).toBeUndefined();
  });

  it.each([
    ['findings', 1, manifest(1, NO_SOURCE)],
    ['a wrong configuration', 3, manifest(3)],
    ['an interrupted run', 130, undefined],
    ['no manifest', 2, undefined],
    ['no reason', 2, manifest(2)],
    ['only waived reasons', 2, manifest(2, { ...NO_SOURCE, waived: true })],
    ['another gate beside it', 2, manifest(2, NO_SOURCE, { ...NO_SOURCE, gate: 'secrets' })],
    ['another code of the gate', 2, manifest(2, NO_SOURCE, { ...NO_SOURCE, code: 'FILE_UNPARSEABLE' })],
    ['a manifest of another run', 2, manifest(0)],
  ])('ng: %s', (_, exitCode, run) => {
    expect(securityProblem(exitCode, run)).toContain(`npm run security ended with ${exitCode}`);
  });
});
