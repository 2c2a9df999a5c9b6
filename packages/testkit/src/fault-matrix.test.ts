import { ERRORS, GAPS } from '@railgate/contract';
import { describe, expect, it } from 'vitest';

import { FAULT_CODES, FAULT_MATRIX, faultMatrixMarkdown, isImpossible } from './fault-matrix.js';

describe.each(Object.entries(FAULT_MATRIX))('%s', (_gate, row) => {
  it.each(FAULT_CODES)('has a cell for %s', (code) => {
    const cell = row[code] as (typeof row)[typeof code] | undefined;
    expect(cell).toBeDefined();
    if (cell === undefined) return;
    if (isImpossible(cell)) expect(cell.impossible).toMatch(/\w{3}.*\.$/);
    else
      expect(cell).toMatchObject({
        exitCode: expect.toBeOneOf([1, 2]) as number,
        how: expect.stringMatching(/\.$/) as string,
        remedy: expect.stringMatching(/\.$/) as string,
      });
  });

  it('has no cell for a code that is none', () => {
    expect(Object.keys(row).filter((code) => !(code in ERRORS) && !(code in GAPS))).toEqual([]);
  });
});

it('becomes a page that names every gate and every code', () => {
  const page = faultMatrixMarkdown();
  for (const gate of Object.keys(FAULT_MATRIX)) expect(page).toContain(`### \`${gate}\``);
  for (const code of FAULT_CODES)
    expect(page.split(`\`${code}\``)).toHaveLength(Object.keys(FAULT_MATRIX).length + 1);
});
