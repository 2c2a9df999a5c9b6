import { expect, test } from 'vitest';

import { startOsv } from './osv-stub.js';

const query = (name: string, version: string, ecosystem = 'npm') => ({
  package: { name, ecosystem },
  version,
});

test('it answers as osv.dev does: ids in batches, pages, records', async () => {
  const osv = await startOsv({ pageSize: 1 });
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const init = body && { method: 'POST', body: JSON.stringify(body) };
    return (await fetch(osv.url + path, init)).json();
  };
  try {
    const [first, second] = [query('lodash', '4.17.20'), query('lodash', '4.17.21')];
    expect(await ask('/v1/querybatch', { queries: [first, second] })).toEqual({
      results: [
        {
          vulns: [{ id: 'GHSA-35jh-r3h4-6jhm', modified: '2026-11-10T00:00:00Z' }],
          next_page_token: '1',
        },
        {},
      ],
    });
    expect(await ask('/v1/querybatch', { queries: [{ ...first, page_token: '1' }] })).toMatchObject({
      results: [{ vulns: [{ id: 'GHSA-29mw-wpgm-hmr9' }] }],
    });
    expect(await ask('/v1/query', query('jinja2', '2.10', 'PyPI'))).toMatchObject({
      vulns: [{ id: 'GHSA-462w-v97r-4m45', summary: expect.any(String) as string }],
    });
    expect(await ask('/v1/vulns/PYSEC-2019-217')).toMatchObject({
      aliases: ['CVE-2019-10906', 'GHSA-462w-v97r-4m45'],
    });
    expect(await ask('/v1/vulns/CVE-0')).toMatchObject({ code: 5 });
    expect(await ask('/v1/querybatch', { queries: Array(1001).fill(first) })).toMatchObject({ code: 3 });
    expect(osv.queries()[1]).toEqual(second);
  } finally {
    await osv.close();
  }
});
