import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { UsageError } from '@railgate/contract';

import { TempRepository } from '../../test/temp-repository.js';
import { loadWaivers } from './load-waivers.js';

let repository: TempRepository;

beforeEach(() => {
  repository = new TempRepository();
});
afterEach(() => repository.remove());

async function failure(text: string): Promise<UsageError> {
  repository.write({ 'railgate.waivers.yaml': text });
  const error: unknown = await loadWaivers(repository.path).catch((thrown: unknown) => thrown);
  if (!(error instanceof UsageError)) throw new Error(`No usage error: ${String(error)}`, { cause: error });
  return error;
}

const VALID = '- reason: r\n  owner: o\n  expires: 2027-02-28\n  rule: lint/x\n';

describe('ok', () => {
  it('there are none without a file, and in one with nothing but comments', async () => {
    expect(await loadWaivers(repository.path)).toEqual([]);
    repository.write({ 'railgate.waivers.yaml': '# none\n' });
    expect(await loadWaivers(repository.path)).toEqual([]);
    repository.write({ 'railgate.waivers.yaml': '[]\n' });
    expect(await loadWaivers(repository.path)).toEqual([]);
  });

  it('reads every selector, and dates as text', async () => {
    repository.write({
      'railgate.waivers.yaml': `${VALID}- { reason: "a: b", owner: o, expires: "2028-02-29", gate: lint, path: "src/**", target: root, identity: x }\n`,
    });
    const waivers = await loadWaivers(repository.path);
    expect(waivers.map(({ path, line }) => `${path}:${line}`)).toEqual([
      'railgate.waivers.yaml:1',
      'railgate.waivers.yaml:5',
    ]);
    expect(waivers.map(({ waiver }) => waiver)).toEqual([
      { reason: 'r', owner: 'o', expires: '2027-02-28', rule: 'lint/x' },
      {
        reason: 'a: b',
        owner: 'o',
        expires: '2028-02-29',
        gate: 'lint',
        path: 'src/**',
        target: 'root',
        identity: 'x',
      },
    ]);
  });

  it('reads the kind, an advisory and a package', async () => {
    repository.write({
      'railgate.waivers.yaml':
        '- { reason: r, owner: o, expires: 2027-02-28, kind: deferred, advisory: GHSA-1, purl: "pkg:npm/%40a/b@1" }\n',
    });
    expect((await loadWaivers(repository.path))[0]?.waiver).toMatchObject({
      kind: 'deferred',
      advisory: 'GHSA-1',
      purl: 'pkg:npm/%40a/b@1',
    });
  });

  it('masks secrets and escapes in what reports show', async () => {
    repository.write({
      'railgate.waivers.yaml': `- { reason: "password = 'hunter2hunter2'", owner: "a\\e[2J", expires: 2027-02-28, rule: x }\n`,
    });
    const [loaded] = await loadWaivers(repository.path);
    expect(loaded?.waiver.reason).not.toContain('hunter2');
    expect(loaded?.waiver.owner).toBe('a\\u001b[2J');
  });

  it('reads a file elsewhere when the user names it, and only that', async () => {
    const other = new TempRepository().write({ 'w.yaml': VALID });
    repository.write({ 'railgate.waivers.yaml': 'broken: [' });
    expect(await loadWaivers(repository.path, other.at('w.yaml'))).toHaveLength(1);
    other.remove();
  });
});

describe('ng: an entry that is not right is named with its line', () => {
  it.each([
    [
      'an unknown kind',
      VALID.replace('rule: lint/x', 'rule: x\n  kind: deffered'),
      '5:9: Entry 1: kind must be one of "false-positive", "test-fixture", "mitigated-externally", "accepted-risk", "deferred", not "deffered". Did you mean "deferred"?',
    ],
    [
      'no package',
      VALID.replace('rule: lint/x', 'purl: lodash'),
      '4:9: Entry 1: purl must have a form such as',
    ],
    [
      'a package without a name',
      VALID.replace('rule: lint/x', 'purl: "pkg:npm/%"'),
      '4:9: purl is no package URL such as pkg:npm/lodash.',
    ],
    ['no owner', `${VALID}- reason: r\n  expires: 2027-01-01\n  rule: x\n`, '5:3: Entry 2 lacks "owner".'],
    ['no reason', '- owner: o\n  expires: 2027-01-01\n  rule: x\n', '1:3: Entry 1 lacks "reason".'],
    ['no expiry', '- owner: o\n  reason: r\n  rule: x\n', '1:3: Entry 1 lacks "expires".'],
    ['an empty owner', VALID.replace('owner: o', 'owner: ""'), '2:10: Entry 1: owner must not be empty.'],
    [
      'a blank reason',
      VALID.replace('reason: r', 'reason: " "'),
      '1:11: Entry 1: reason must hold more than blank space, not " ".',
    ],
    [
      'no selector',
      VALID.replace('  rule: lint/x\n', ''),
      '1:3: Entry 1 must have at least one of rule, advisory, purl, path, identity, gate, target.',
    ],
    [
      'a misspelt key',
      VALID.replace('owner', 'ownr'),
      '2:3: Unknown key "ownr" in Entry 1. Did you mean "owner"?',
    ],
    [
      'another form of date',
      VALID.replace('2027-02-28', '28.2.2027'),
      '3:12: Entry 1: expires must have a form such as "2027-01-31", not "28.2.2027".',
    ],
    [
      'a number for a date',
      VALID.replace('2027-02-28', '20270228'),
      '3:12: Entry 1: expires must be text, not 20270228.',
    ],
    [
      'a day that is none',
      VALID.replace('2027-02-28', '2027-02-29'),
      '3:12: The calendar has no day 2027-02-29.',
    ],
    [
      'a month that is none',
      VALID.replace('2027-02-28', '2027-13-01'),
      '3:12: The calendar has no day 2027-13-01.',
    ],
    [
      'a glob that explodes',
      VALID.replace('rule: lint/x', `path: "${'{a,b}'.repeat(20)}"`),
      '4:9: The globs expand to more than',
    ],
    ['no list', 'waivers: []\n', '1:1: The file must be a list, not an object.'],
    ['a text for an entry', '- a\n', '1:3: Entry 1 must be an object with keys, not "a".'],
  ])('%s', async (_, text, expected) => {
    const error = await failure(text);
    expect(error.message).toContain(`railgate.waivers.yaml:${expected}`);
    expect(error.remedy).toMatch(/^Correct railgate\.waivers\.yaml; |^Use `\*`/);
  });
});

describe('broken', () => {
  it('no YAML, no UTF-8, a folder, a link out', async () => {
    expect((await failure('- [')).message).toContain('railgate.waivers.yaml:1:');
    writeFileSync(repository.at('railgate.waivers.yaml'), Buffer.from([0xff]));
    await expect(loadWaivers(repository.path)).rejects.toThrow('railgate.waivers.yaml is not valid UTF-8.');
    const second = new TempRepository();
    mkdirSync(second.at('railgate.waivers.yaml'));
    await expect(loadWaivers(second.path)).rejects.toThrow(
      'railgate.waivers.yaml is a folder and not a file.',
    );
    second.remove();
    const third = new TempRepository();
    repository.write({ 'mine.yaml': VALID });
    symlinkSync(repository.at('mine.yaml'), third.at('railgate.waivers.yaml'));
    await expect(loadWaivers(third.path)).rejects.toThrow('leaves the repository');
    third.remove();
  });

  it.each(['railgate.waivers.yml', 'railgate.waivers.json'])(
    'a file %s, which nobody would read',
    async (name) => {
      repository.write({ [name]: VALID });
      await expect(loadWaivers(repository.path)).rejects.toThrow(`${name} is not read.`);
    },
  );

  it('a file elsewhere that is not there', async () => {
    await expect(loadWaivers(repository.path, repository.at('w.yaml'))).rejects.toThrow('does not exist.');
  });
});
