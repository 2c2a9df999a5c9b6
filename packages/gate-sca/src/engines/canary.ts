import type { Ecosystem } from '@railgate/dependencies';

/** A package version that every source of its ecosystem knows to be vulnerable. */
export interface Canary {
  readonly name: string;
  readonly version: string;
  /** Any of these is an answer. */
  readonly ids: readonly string[];
}

/** An engine answers for an ecosystem when it reports any of these. */
export const CANARIES: ReadonlyMap<Ecosystem, readonly Canary[]> = new Map([
  [
    'npm',
    [
      {
        name: 'lodash',
        version: '4.17.20',
        ids: ['CVE-2021-23337', 'GHSA-35jh-r3h4-6jhm', 'CVE-2020-28500', 'GHSA-29mw-wpgm-hmr9'],
      },
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
    ],
  ],
]);
