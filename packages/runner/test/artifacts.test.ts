import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { FORMATS, samples, secretTexts } from '@railgate/secrets';
import { expect, it } from 'vitest';

import { runIn } from './run-in.js';
import { makeRepository, stubGate } from './support.js';

const [FORMAT] = FORMATS.filter(({ id }) => id === 'github-personal-access-token');
const [SECRET = ''] = secretTexts(FORMAT?.hits(samples(Date.now()))[0].text ?? '', '');

it('ng: a secret in a file of a gate that says nothing is masked', async () => {
  expect(SECRET).toMatch(/^(?:ghp|github_pat)_/);
  const gates = [stubGate({ does: 'artifact-of-paths' })];
  const { folder, verdict } = await runIn(makeRepository({ 'a.txt': '', [`${SECRET}.txt`]: '' }), { gates });
  expect(verdict.status).toBe('clean');
  expect(readFileSync(join(folder, 'sbom/root.cdx.json'), 'utf8')).toBe('a.txt\n(redacted).txt\n');
});
