import { beforeAll, describe, expect, it } from 'vitest';

import { clientFailure, withoutVersion } from '../../src/fix/clients/client-said.js';
import { raisedPythonRange } from '../../src/fix/clients/python-client.js';
import { rebindRanges } from '../../src/fix/clients/yarn-ranges.js';
import type { Wanted } from '../../src/fix/wanted.js';
import { loadVersions, type VersionOrder } from '../../src/findings/versions.js';

let npm: VersionOrder;
let python: VersionOrder;
beforeAll(async () => {
  const versions = await loadVersions(['npm', 'PyPI']);
  [npm, python] = [versions.get('npm'), versions.get('PyPI')] as [VersionOrder, VersionOrder];
});

describe('a range of Python', () => {
  it.each([
    ['==2.28.2', '==2.31.0'],
    ['===2.28.2', '===2.31.0'],
    ['~=2.28.2', '~=2.31.0'],
    ['>=2.28,<3', '>=2.28,<3'],
    ['', ''],
    ['*', '*'],
    ['2.28.2', '2.31.0'],
    ['^2.28', '^2.28'],
    ['~2.28.2', '~2.31.0'],
    ['~2', '~2'],
    ['>=2.28,<2.30', undefined],
    ['!=2.31.0', undefined],
    ['==2.28.*', undefined],
  ])('%s is raised to %s', (range, raised) => {
    expect(raisedPythonRange(range, '2.31.0', python)).toBe(raised);
  });
});

describe('a yarn.lock whose entry for an exact version serves ranges', () => {
  const wanted = (name: string): Wanted =>
    ({ occurrence: { name, version: '1.2.5' }, version: '1.2.6', order: npm }) as Wanted;
  const classic = (keys: string, version: string): string =>
    `${keys}:\n  version "${version}"\n  resolved "https://example.com/${version}.tgz#0"`;

  it('ok: takes the ranges that allow it, and leaves the others', () => {
    const text = `# yarn lockfile v1\n\n\n${classic('minimist@1.2.5, minimist@^1.2.0, minimist@^1.2.5', '1.2.5')}\n\n${classic('minimist@1.2.6', '1.2.6')}\n\n${classic('minimist@^0.2.0', '0.2.4')}\n`;
    expect(rebindRanges(text, wanted('minimist'), [], '')).toBe(
      `# yarn lockfile v1\n\n\n${classic('minimist@1.2.5', '1.2.5')}\n\n${classic('minimist@^1.2.0, minimist@^1.2.5', '1.2.6')}\n\n${classic('minimist@^0.2.0', '0.2.4')}\n`,
    );
  });

  it('ok: drops an entry that nothing asks for, keeps an exact range that stays, and quotes scopes', () => {
    const text = `${classic('"@a/b@^1.2.5"', '1.2.5')}\n\n${classic('"@a/b@1.2.6"', '1.2.6')}\n`;
    expect(rebindRanges(text, wanted('@a/b'), ['1.2.6'], '')).toBe(
      `${classic('"@a/b@1.2.6", "@a/b@^1.2.5"', '1.2.6')}\n`,
    );
  });

  it('ok: the form of yarn 2 and later', () => {
    const berry = (keys: string, version: string): string =>
      `"${keys}":\n  version: ${version}\n  resolution: "minimist@npm:${version}"`;
    const text = `__metadata:\n  version: 8\n\n${berry('minimist@npm:^1.2.5', '1.2.5')}\n\n${berry('minimist@npm:1.2.6', '1.2.6')}\n`;
    expect(rebindRanges(text, wanted('minimist'), ['^1.2.6'], 'npm:')).toBe(
      `__metadata:\n  version: 8\n\n${berry('minimist@npm:^1.2.5, minimist@npm:^1.2.6', '1.2.6')}\n`,
    );
  });

  it('broken: a hostile lockfile takes no time', () => {
    const text = `${'a@'.repeat(200_000)}:\n${'minimist@1, '.repeat(100_000)}\n\n`.repeat(3);
    const start = performance.now();
    rebindRanges(text, wanted('minimist'), ['^1.2.6'], '');
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('what a client says', () => {
  const said = (stdout: string, stderr = '', exitCode = 1) =>
    clientFailure('client', { exitCode, stdout, stderr }, false);

  it('ok: nothing, whatever it prints, where it did it', () => {
    expect(said('warning: ECONNREFUSED', '', 0)).toBeUndefined();
  });

  it('ng: why it does not even say its version, as pnpm 11 does on Node 20', () => {
    const stderr =
      'warn: This version of pnpm requires at least Node.js v22.13\n\nnode:internal/x:1\n\u001b[2J';
    expect(withoutVersion('pnpm', { stdout: '', stderr })).toMatch(
      /^pnpm does not say its version \(This version of pnpm requires at least Node\.js v22\.13 node:internal\/x:1.*\)\.$/,
    );
    expect(withoutVersion('pnpm', { stdout: '', stderr })).not.toContain('\u001b');
    expect(withoutVersion('uv', { stdout: '', stderr: '' })).toBe(
      'uv does not say its version (it said nothing).',
    );
  });

  it.each([
    [
      '{"type":"error","data":"Error: connect ECONNREFUSED 127.0.0.1:9\\n at x"}\n',
      /does not answer client \(Error: connect ECONNREFUSED/,
      true,
    ],
    [' ERR_PNPM_FETCH_401  GET http://127.0.0.1/: Unauthorized - 401', /does not answer/, true],
    ['error: Request failed after 3 retries\ncause: dns error', /does not answer/, true],
    [' ERR_PNPM_NO_MATCHING_VERSION  No matching version found for a@9', /does not have/, false],
    [
      '{"type":"error","name":82,"data":"a@npm:9: No candidates found"}',
      /does not have.*No candidates/,
      false,
    ],
    [
      "Because app depends on a (99) which doesn't match any versions, version solving failed.",
      /does not have/,
      false,
    ],
    ['error: No solution found when resolving dependencies:\nBecause a depends on b', /finds no tree/, false],
    [
      'hint: building from source is disabled (`--no-build`)',
      /own build, which Railgate does not start/,
      false,
    ],
    ['', /does not do it \(it said nothing\)/, false],
  ])('%s', (text, reason, ends) => {
    expect(said(text)).toMatchObject({ reason: expect.stringMatching(reason) as string, ends });
  });

  it('broken: no secret and no control character of it is repeated', () => {
    const token = `npm_${'aB3'.repeat(12)}`;
    const { reason = '' } = said('', `error: \u001b[31m401 for //host/:_authToken=${token}`) ?? {};
    expect(reason).not.toContain(token);
    // eslint-disable-next-line no-control-regex -- that is what is looked for
    expect(reason).not.toMatch(/[\u0000-\u001f]/);
  });
});
