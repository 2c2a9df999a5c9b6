import type { GateError } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { judgeVersion, refuseMalicious } from './versions.js';

describe('versions of Trivy', () => {
  it.each(['0.69.4', '0.69.5', 'v0.69.6', '0.69.4-amd64', '00.69.04'])(
    'refuses %s, which attackers published',
    (version) => {
      expect(() => judgeVersion(version)).toThrow(/malware/);
      expect(() => refuseMalicious(['latest', version], [])).toThrow(/malware/);
    },
  );

  it('refuses their images by digest, whatever they are called', () => {
    const digest = 'sha256:425cd3e1a2846ac73944e891250377d2b03653e6f028833e30fc00c1abbc6d33';
    expect(() => refuseMalicious(['0.74.0'], [digest])).toThrow(/malware/);
    expect(() =>
      refuseMalicious(['0.74.0', '0.69.3', '0.70.0', ''], [`sha256:${'0'.repeat(64)}`]),
    ).not.toThrow();
  });

  it('names the way out: another version, and what the malware may have taken', () => {
    const error = thrown(() => judgeVersion('0.69.4'));
    expect([error.code, error.remedy]).toEqual([
      'NEED_UNMET',
      expect.stringMatching(/rotate every credential.*--pin/s),
    ]);
  });

  it('takes the version that was tested in silence, and mentions any other', () => {
    expect(judgeVersion('0.74.0')).toBeUndefined();
    expect(judgeVersion('0.69.3')).toContain('0.69.3');
    expect(judgeVersion('1.2.3')).toContain('1.2.3');
    expect(judgeVersion('dev')).toContain('no release');
    expect(judgeVersion('\u001b[31mdev')).not.toContain('\u001b');
  });

  it.each(['0.63.0', '0.44.1', '0.0.1'])(
    'refuses %s, which does not know the flags that keep it off the network',
    (version) => {
      expect(thrown(() => judgeVersion(version)).code).toBe('NEED_UNMET');
    },
  );

  it('takes the oldest that knows them', () => {
    expect(judgeVersion('0.64.0')).toContain('not tested');
  });
});

function thrown(run: () => unknown): GateError {
  try {
    run();
  } catch (error) {
    return error as GateError;
  }
  return expect.fail('nothing was thrown');
}
