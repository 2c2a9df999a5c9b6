import * as secrets from '@railgate/secrets';
import { afterEach, expect, it, vi } from 'vitest';

import { engineProof } from '../src/look/proof.js';

vi.mock('@railgate/secrets', async (load) => {
  const real = await load<typeof secrets>();
  return { ...real, detect: vi.fn(real.detect) };
});

afterEach(() => {
  vi.mocked(secrets.detect).mockReset();
});

it('ok: the engine finds all that is planted', () => {
  const { planted, missed } = engineProof();
  expect(missed).toEqual([]);
  expect(planted).toBeGreaterThanOrEqual(8);
});

it('broken: an engine that finds nothing is told, thing by thing', () => {
  vi.mocked(secrets.detect).mockReturnValue([]);
  const { planted, missed } = engineProof();
  expect(missed).toHaveLength(planted);
  expect(missed).toContain('base64');
});

it('broken: so is one that throws, without what it said', () => {
  vi.mocked(secrets.detect).mockImplementation(() => {
    throw new Error('with a secret');
  });
  expect(engineProof().missed).not.toEqual([]);
  expect(JSON.stringify(engineProof())).not.toContain('with a secret');
});
