import { runGate } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { gate } from '../../src/gate.js';
import { pypiRelease } from './services.js';
import { User } from './support.js';

const user = new User();

describe('the whole gate', () => {
  const files = { 'requirements.txt': 'new==1.0\nold==1.0\nlost==1.0\n' };
  const options = { engines: ['osv'], minimumAge: 7, licences: { deny: ['GPL-3.0-only'] } };

  it('ng: young, yanked and of a licence that is denied; what the index does not know is a gap', async () => {
    await user.serve({
      '/pypi/new/1.0/json': pypiRelease('new', { license_expression: 'MIT' }, [new Date().toISOString()]),
      '/pypi/old/1.0/json': pypiRelease('old', {
        license_expression: 'GPL-3.0-only',
        yanked: true,
        yanked_reason: 'it deletes files',
      }),
    });
    const { lines, scan } = await runGate(gate, files, { offline: false, options });
    expect(lines).toEqual([
      'requirements.txt:1 sca/young-package high',
      'requirements.txt:2 sca/licence-denied high',
      'requirements.txt:2 sca/yanked-version high',
      'requirements.txt:3 sca/licence-unknown medium',
    ]);
    expect(scan.gaps).toContainEqual(
      expect.objectContaining({
        code: 'SOURCE_MISSING',
        message: expect.stringMatching(
          /^Nobody says when 1 version of .* does not know lost 1\.0\.$/,
        ) as string,
      }),
    );
  });

  it('broken: an index that answers nothing, with the reason', async () => {
    const stub = await user.serve({});
    stub.reply('any', 'html');
    const { lines, scan } = await runGate(gate, files, { offline: false, options });
    expect(lines).toEqual([]);
    const told = scan.gaps.map(({ message }) => message).filter((message) => message.includes('web page'));
    expect(told).toEqual([
      expect.stringMatching(/^Nobody says when 3 versions/),
      expect.stringMatching(/^requirements\.txt holds no licences/),
    ]);
  });

  it('is never asked with --offline', async () => {
    const stub = await user.serve({});
    await runGate(gate, files, { offline: true, options });
    expect(stub.requests).toEqual([]);
  });
});
