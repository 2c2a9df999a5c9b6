import { describe, expect, it } from 'vitest';

import { ProgressCell } from './progress-cell.js';

describe('ProgressCell', () => {
  it('shows the last text on the other side', () => {
    const cell = new ProgressCell();
    const other = new ProgressCell(cell.buffer);
    expect(other.read()).toBeUndefined();
    cell.write('src/a-long-name.ts');
    cell.write('src/ä.ts');
    expect(other.read()).toBe('src/ä.ts');
    cell.clear();
    expect(other.read()).toBeUndefined();
  });

  it('cuts long texts between characters', () => {
    const cell = new ProgressCell();
    cell.write(`a${'ä'.repeat(2000)}`);
    expect(cell.read()).toBe(`a${'ä'.repeat(511)}`);
  });
});
