import type { Ecosystem } from '@railgate/dependencies';

/** A package version that every source of its ecosystem knows to be vulnerable. */
export interface Canary {
  readonly name: string;
  readonly version: string;
  /** Any of these is an answer. */
  readonly ids: readonly string[];
}

/** What helps where a tool has not seen its known-bad package. */
export const OUT_OF_ORDER =
  'Refresh its data with `railgate db update`, and install the version that Railgate was tested with.';

/** An engine answers for an ecosystem when it reports any of these. Sources know some under one id, some under another. */
export const CANARIES: ReadonlyMap<Ecosystem, readonly Canary[]> = new Map([
  [
    'npm',
    [
      {
        name: 'lodash',
        version: '4.17.20',
        ids: ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm', 'CVE-2020-28500', 'GHSA-29mw-wpgm-hmr9'],
      },
      { name: 'minimist', version: '1.2.5', ids: ['CVE-2021-44906', 'GHSA-xvch-5gv4-984h'] },
    ],
  ],
  [
    'PyPI',
    [
      {
        name: 'jinja2',
        version: '2.10',
        ids: ['CVE-2019-10906', 'GHSA-462w-v97r-4m45', 'PYSEC-2019-217'],
      },
      {
        name: 'requests',
        version: '2.19.1',
        ids: [
          'CVE-2018-18074',
          'GHSA-x84v-xcm2-53pg',
          'PYSEC-2018-28',
          'CVE-2023-32681',
          'GHSA-j8r2-6x86-q33q',
          'PYSEC-2023-74',
        ],
      },
      { name: 'pyyaml', version: '5.1', ids: ['CVE-2020-1747', 'GHSA-6757-jp84-gxfx', 'PYSEC-2020-96'] },
    ],
  ],
  [
    'Go',
    [
      {
        name: 'golang.org/x/text',
        version: '0.3.2',
        ids: [
          'CVE-2020-14040',
          'GHSA-5rcv-m4m3-hfh7',
          'GO-2020-0015',
          'CVE-2021-38561',
          'GHSA-ppp9-7jff-5vj2',
          'GO-2021-0113',
        ],
      },
      {
        name: 'github.com/gin-gonic/gin',
        version: '1.6.0',
        ids: ['CVE-2020-28483', 'GHSA-h395-qcrw-5vmq', 'GO-2021-0052'],
      },
    ],
  ],
  [
    'RubyGems',
    [
      { name: 'rack', version: '2.2.3', ids: ['CVE-2022-30123', 'GHSA-wq4h-7r42-5hrr'] },
      { name: 'actionpack', version: '5.2.2', ids: ['CVE-2019-5418', 'GHSA-86g5-2wh3-gc9j'] },
      { name: 'nokogiri', version: '1.10.3', ids: ['CVE-2019-5477', 'GHSA-cr5j-953j-xw5p'] },
    ],
  ],
  [
    'Maven',
    [
      {
        name: 'org.apache.logging.log4j:log4j-core',
        version: '2.14.1',
        ids: ['CVE-2021-44228', 'GHSA-jfh8-c2jp-5v3q'],
      },
      {
        name: 'org.springframework:spring-beans',
        version: '5.3.17',
        ids: ['CVE-2022-22965', 'GHSA-36p3-wjmg-h94x'],
      },
    ],
  ],
  [
    'Packagist',
    [
      { name: 'guzzlehttp/guzzle', version: '6.5.5', ids: ['CVE-2022-29248', 'GHSA-cwmx-hcrq-mhc3'] },
      { name: 'phpmailer/phpmailer', version: '5.2.17', ids: ['CVE-2016-10033', 'GHSA-5f37-gxvh-23v6'] },
    ],
  ],
  [
    'crates.io',
    [
      { name: 'smallvec', version: '0.6.9', ids: ['CVE-2019-15551', 'RUSTSEC-2019-0009'] },
      {
        name: 'regex',
        version: '1.5.4',
        ids: ['CVE-2022-24713', 'RUSTSEC-2022-0013', 'GHSA-m5pq-gvj9-9vr8'],
      },
      {
        name: 'time',
        version: '0.1.42',
        ids: ['CVE-2020-26235', 'RUSTSEC-2020-0071', 'GHSA-wcg3-cvx6-7396'],
      },
    ],
  ],
  [
    'NuGet',
    [
      { name: 'Newtonsoft.Json', version: '12.0.3', ids: ['CVE-2024-21907', 'GHSA-5crp-9r3c-p9vr'] },
      { name: 'log4net', version: '2.0.8', ids: ['CVE-2018-1285', 'GHSA-2cwj-8chv-9pp9'] },
    ],
  ],
  [
    'Hex',
    [
      { name: 'phoenix', version: '1.6.13', ids: ['CVE-2022-42975', 'GHSA-p8f7-22gq-m7j9'] },
      { name: 'hackney', version: '1.20.1', ids: ['CVE-2025-1211', 'GHSA-vq52-99r9-h5pw'] },
      { name: 'plug', version: '1.3.1', ids: ['CVE-2017-1000052', 'CVE-2017-1000053'] },
    ],
  ],
  [
    'Pub',
    [
      { name: 'http', version: '0.13.0', ids: ['CVE-2020-35669', 'GHSA-4rgh-jx4f-qfcq'] },
      { name: 'dio', version: '4.0.0', ids: ['CVE-2021-31402', 'GHSA-9324-jv53-9cc8'] },
    ],
  ],
]);

/** Does this report name one of the canaries? */
export function isCanary(ecosystem: Ecosystem, name: string, version: string): boolean {
  return (CANARIES.get(ecosystem) ?? []).some((one) => one.name === name && one.version === version);
}

/** Is it a canary, under an id by which sources know it? */
export function provesEcosystem(
  ecosystem: Ecosystem,
  {
    name,
    version,
    ids,
  }: { readonly name: string; readonly version: string; readonly ids: readonly string[] },
): boolean {
  return (CANARIES.get(ecosystem) ?? []).some(
    (one) => one.name === name && one.version === version && one.ids.some((id) => ids.includes(id)),
  );
}
