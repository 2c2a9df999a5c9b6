import { OSV_RECORDS, type OsvRecord } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { loadSchemes } from '../versions/schemes.js';
import { readRecord, type ReadRecord } from './read-record.js';

const [lodash, , , cookie] = OSV_RECORDS.npm;

async function read(record: unknown, ecosystem = 'npm'): Promise<ReadRecord> {
  const bytes = Buffer.isBuffer(record) ? record : Buffer.from(JSON.stringify(record));
  return readRecord(bytes, ecosystem, await loadSchemes(ecosystem));
}

async function usable(
  record: OsvRecord,
  ecosystem = 'npm',
): Promise<Extract<ReadRecord, { kind: 'usable' }>> {
  const result = await read(record, ecosystem);
  if (result.kind !== 'usable') throw new Error(JSON.stringify(result));
  return result;
}

describe('readRecord', () => {
  it('ok: reads what an advisory says', async () => {
    const { advisory, affected } = await usable(lodash);
    expect(advisory).toMatchObject({
      id: 'GHSA-35jh-r3h4-6jhm',
      aliases: ['CVE-2021-23337'],
      malicious: false,
      severity: 'high',
      severitySource: 'CVSS 3.1',
      scores: [{ version: '3.1', score: 7.2 }],
      cwes: [77, 94],
      references: ['https://nvd.nist.gov/vuln/detail/CVE-2021-23337'],
    });
    expect(affected).toEqual([{ name: 'lodash', ranges: [{ in: [['0', '4.17.21']] }] }]);
  });

  it.each([
    ['CVSS_V3', 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:N', 8.6, 'high', 'CVSS 3.0'],
    ['CVSS_V3', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8, 'critical', 'CVSS 3.1'],
    ['CVSS_V3', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0, 'info', 'CVSS 3.1'],
    [
      'CVSS_V4',
      'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
      9.3,
      'critical',
      'CVSS 4.0',
    ],
    ['CVSS_V4', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N', 6.9, 'medium', 'CVSS 4.0'],
    ['CVSS_V2', 'AV:N/AC:L/Au:N/C:C/I:C/A:C', 10, 'high', 'CVSS 2.0'],
  ])('scores %s %s', async (type, score, expected, severity, severitySource) => {
    const { advisory } = await usable({ ...lodash, severity: [{ type, score }] });
    expect(advisory).toMatchObject({
      scores: [{ score: expected, vector: score }],
      severity,
      severitySource,
    });
  });

  it.each([
    'CVSS:3.1/AV:N',
    'CVSS:9.9/AV:N/AC:L',
    'high',
    '',
    'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:Q',
  ])('goes by the word of its database where the vector is %j', async (score) => {
    const { advisory } = await usable({ ...cookie, severity: [{ type: 'CVSS_V3', score }] });
    expect(advisory).toMatchObject({ scores: [], severity: 'low', severitySource: 'GHSA' });
  });

  it('the highest score counts', async () => {
    const vectors = [lodash, cookie].flatMap(({ severity = [] }) => severity);
    const { advisory } = await usable({ ...cookie, severity: vectors });
    expect(advisory.scores.map(({ score }) => score)).toEqual([7.2, 6.9]);
  });

  it('ng: malicious by its id, by its origins, by its weakness', async () => {
    const byOrigin = { ...lodash, database_specific: { 'malicious-packages-origins': [] } };
    const byWeakness = { ...lodash, database_specific: { cwe_ids: ['CWE-506'] } };
    for (const record of [{ ...lodash, id: 'MAL-2026-1' }, byOrigin, byWeakness])
      expect((await usable(record)).advisory).toMatchObject({ malicious: true, severity: 'critical' });
  });

  it('keeps listed versions that no range holds, in one spelling', async () => {
    const [affected] = OSV_RECORDS.PyPI[1].affected;
    const versions = ['2.10', '2.10.0', '2.9rc1', '3.0.0', '3.0', 'odd one'];
    if (!affected) throw new Error('The record affects something.');
    const record = { ...OSV_RECORDS.PyPI[1], affected: [{ ...affected, versions }] };
    const read = await usable(record, 'PyPI');
    expect(read.affected[0]).toEqual({
      name: 'jinja2',
      ranges: [{ in: [['0', '2.10.1']] }],
      versions: ['3', 'odd one'],
    });
  });

  it('is unclear where a range cannot be read and no versions are listed', async () => {
    const affected = (versions: string[]) => [
      {
        package: { ecosystem: 'npm', name: 'a' },
        ranges: [{ type: 'SEMVER' as const, events: [{ introduced: '0' }, { fixed: 'soon' }] }],
        versions,
      },
    ];
    expect((await usable({ ...lodash, affected: affected([]) })).affected).toEqual([
      { name: 'a', unclear: true },
    ]);
    const listed = await usable({ ...lodash, affected: affected(['1.0.0']) });
    expect(listed.affected).toEqual([{ name: 'a', versions: ['1.0.0'] }]);
    const hackage = { ...affected([])[0], package: { ecosystem: 'Hackage', name: 'aeson' } };
    const range = { type: 'ECOSYSTEM' as const, events: [{ introduced: '0' }] };
    const unordered = await usable({ ...lodash, affected: [{ ...hackage, ranges: [range] }] }, 'Hackage');
    expect(unordered.affected).toEqual([{ name: 'aeson', unclear: true }]);
  });

  it('names are data: __proto__ is one', async () => {
    const text =
      '{"id":"A-1","modified":"2026-01-01T00:00:00Z","__proto__":{"withdrawn":"2026-01-01"},"affected":[{"package":{"ecosystem":"npm","name":"__proto__"},"versions":["1.0.0"]}]}';
    const result = await read(Buffer.from(text));
    expect(result).toMatchObject({ kind: 'usable', affected: [{ name: '__proto__', versions: ['1.0.0'] }] });
  });

  it('leaves out what was withdrawn, and what is of another ecosystem', async () => {
    expect((await read({ ...lodash, withdrawn: '2026-01-01T00:00:00Z' })).kind).toBe('withdrawn');
    expect(await read(lodash, 'PyPI')).toMatchObject({ kind: 'foreign', ecosystems: ['npm'] });
    expect((await read({ ...lodash, affected: undefined })).kind).toBe('foreign');
  });

  it('ng: reads what is of a registry of its own, and nothing whose ecosystem only begins alike', async () => {
    const of = (ecosystem: string): unknown => ({
      ...lodash,
      affected: [{ package: { ecosystem, name: 'Drupal/Token' }, versions: ['1.0.0'] }],
    });
    expect(await read(of('Packagist:https://packages.drupal.org/8'), 'Packagist')).toMatchObject({
      kind: 'usable',
      affected: [{ name: 'drupal/token' }],
    });
    expect((await read(of('Packagist2'), 'Packagist')).kind).toBe('foreign');
  });

  it.each([
    ['no JSON', Buffer.from('{"id":'), 'it is not JSON'],
    ['no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'it is not UTF-8'],
    ['a list', [], 'it is not an object'],
    ['no id', { ...lodash, id: undefined }, 'it has no id'],
    ['an id with a path', { ...lodash, id: '../../x' }, 'it has no id'],
    ['no date', { ...lodash, modified: 'yesterday' }, 'it has no date of its last change'],
    ['a later schema', { ...lodash, schema_version: '2.0.0' }, 'its schema is 2.0.0, which is not known'],
    ['affected is text', { ...lodash, affected: 'all' }, 'what it affects is not a list'],
    ['affected holds text', { ...lodash, affected: ['all'] }, 'what it affects is not a list of objects'],
    ['no name', { ...lodash, affected: [{ package: { ecosystem: 'npm' } }] }, 'it names no package'],
    [
      'an unknown kind of range',
      { ...lodash, affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'FUZZY' }] }] },
      'a range of it has no known type',
    ],
  ])('broken: %s', async (_, record, why) => {
    expect(await read(record)).toMatchObject({ kind: 'broken', why });
  });

  it.each([
    ['nothing, where it is no JSON', Buffer.from('{"id":'), undefined],
    ['nothing, where its packages are no list', { ...lodash, affected: 'all' }, undefined],
    ['its packages, without an id', { ...lodash, id: undefined }, ['lodash']],
    ['no package, where it names none', { ...lodash, affected: [{ package: { ecosystem: 'npm' } }] }, []],
  ])('broken: says %s', async (_, record, packages) => {
    const result = await read(record);
    expect(result).toMatchObject({ kind: 'broken' });
    expect('packages' in result ? result.packages : undefined).toEqual(packages);
  });
});
