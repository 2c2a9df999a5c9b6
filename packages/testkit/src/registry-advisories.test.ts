import { expect, test } from 'vitest';

import { OSV_RECORDS } from './osv-records.js';
import { registryAdvisories } from './registry-advisories.js';

test('records of OSV in the words of a registry', () => {
  const advisories = registryAdvisories([...OSV_RECORDS.npm, ...OSV_RECORDS.PyPI]);
  const said = [...advisories].map(([name, list]) => [name, list.map((one) => one.vulnerable_versions)]);
  expect(said).toEqual([
    ['lodash', ['>=0.0.0-0 <4.17.21', '>=4.0.0 <4.17.21']],
    ['minimist', ['>=1.0.0 <1.2.6 || >=0.0.0-0 <0.2.4']],
    ['cookie', ['>=0.0.0-0 <0.7.0']],
    ['react-server-dom-webpack', ['>=19.0.0 <19.0.1 || >=19.1.0 <19.1.2 || >=19.2.0 <19.2.1']],
    ['request', ['>=0.0.0-0 <=2.88.2']],
    ['railgate-sample-malware', ['>=0.0.0-0']],
  ]);
  expect(advisories.get('minimist')).toMatchObject([
    { severity: 'critical', url: 'https://github.com/advisories/GHSA-xvch-5gv4-984h', cwe: ['CWE-1321'] },
  ]);
});
