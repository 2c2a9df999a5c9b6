import { GateError } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { explain } from '../read/explain.js';
import { loadGenerated } from './load-generated.js';

const NO_TEXT = {} as Parameters<typeof explain>[2];

function problemOf(name: string): unknown {
  try {
    return loadGenerated(name);
  } catch (error) {
    return error;
  }
}

describe('loadGenerated', () => {
  it('ok: what is there', () => {
    expect(loadGenerated('sarif-quick.cjs')).toMatchObject({ log: expect.any(Function) });
  });

  it('broken: an installation that is not whole, and no file of the user is blamed', async () => {
    const error = problemOf('gone.cjs');
    expect(error).toBeInstanceOf(GateError);
    expect(error).toMatchObject({
      code: 'INTERNAL',
      message:
        'The installation of Railgate is not whole: its file gone.cjs cannot be loaded (MODULE_NOT_FOUND).',
      remedy: 'Install it again.',
    });
    expect(await explain(error, 'report.sarif', NO_TEXT)).toBe(error);
  });
});
