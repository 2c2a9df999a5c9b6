import { FORMATS, samples } from '@railgate/secrets';
import { runGate, skipReason } from '@railgate/testkit';
import { expect, it } from 'vitest';

import { gate } from '../src/gate.js';
import { allRules, rulesOf } from '../src/rules/index.js';

const token = FORMATS.find(({ id }) => id === 'railway-token')?.hits(samples(1))[0].text ?? '';

it('ng: finds a token, says what it is, and does not say it', async () => {
  const { findings, log } = await runGate(gate, { 'deploy.sh': `export ${token}` });
  expect(findings).toMatchObject([{ ruleId: 'secrets/railway-token', path: 'deploy.sh' }]);
  const [, value = ''] = token.trim().split('=');
  expect(JSON.stringify(log)).not.toContain(value);
});

it('ng: names the account beside a stored password, which fails nothing', async () => {
  const value = samples(2).of('A-Za-z0-9', 16);
  const { findings } = await runGate(gate, { 'app/.env': `DB_USERNAME=shop\nDB_PASSWORD=${value}\n` });
  const stored = findings.filter(({ ruleId }) => !ruleId.startsWith('secrets/env-'));
  expect(stored).toMatchObject([
    {
      ruleId: 'secrets/account-name',
      severity: 'info',
      message:
        'The account that the secret in a .env file on line 2 opens is named here. Change the password of this account.',
    },
    { ruleId: 'secrets/dotenv-secret' },
  ]);
});

it('ok: finds nothing, and proves that it looked', async () => {
  const { findings, scan } = await runGate(gate, { 'a.md': 'fine', 'b.txt': 'fine' });
  expect(findings).toEqual([]);
  expect(scan.evidence).toMatchObject({
    expected: { files: 2 },
    seen: { files: 2 },
    engines: [{ canary: 'found' }],
  });
});

it('skips an empty target, and says so', async () => {
  expect(await skipReason(gate, {})).toMatchObject({ kind: 'nothing-to-scan' });
});

it('gets ready ahead of a scan, and makes its rules once', async () => {
  await expect(gate.warmUp?.()).resolves.toBeUndefined();
  expect(gate.rules).toBe(gate.rules);
  expect(gate.rules.length).toBeGreaterThan(FORMATS.length);
});

it('describes to a hook the rules alone that something was found by', () => {
  expect(rulesOf([])).toEqual([]);
  const found = [{ ruleId: 'secrets/railway-token' }, { ruleId: 'secrets/account-name' }];
  expect(rulesOf([...found, ...found])).toEqual(
    allRules().filter(({ id }) => found.some(({ ruleId }) => ruleId === id)),
  );
  expect(rulesOf(found)).toHaveLength(2);
});
