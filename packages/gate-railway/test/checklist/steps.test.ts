import { describe, expect, it } from 'vitest';

import { STEPS, stepOf } from '../../src/checklist/steps.js';
import { RULES } from '../../src/rules/index.js';
import { CATALOGUE } from '../catalogue.js';

const rule = (...catalogue: readonly string[]) => ({ id: 'railway/x', catalogue });

describe('stepOf', () => {
  it.each(RULES)('$id belongs to a step', (one) => {
    expect(STEPS.map(({ id }) => id)).toContain(stepOf(one));
  });

  it('knows every static family of the catalogue', () => {
    for (const { id } of CATALOGUE) expect(stepOf(rule(id))).toBeTypeOf('string');
  });

  it.each([
    ['RLY-GIT-001', 'checkout'],
    ['RLY-CFG-009', 'files'],
    ['RLY-CFG-010', 'deploy'],
    ['RLY-CFG-028', 'deploy'],
    ['RLY-CFG-030', 'files'],
    ['RLY-CONF-001', 'conflict'],
    ['RLY-FILE-006', 'deploy'],
    ['RLY-IAC-001', 'other'],
  ])('%s is of %s', (id, step) => expect(stepOf(rule(id, 'RLY-URL-001'))).toBe(step));

  it('refuses a family that nobody has given a step', () => {
    expect(() => stepOf(rule('RLY-NEW-001'))).toThrow('railway/x answers RLY-NEW-001');
  });
});
