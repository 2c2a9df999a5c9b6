import type { OsvEvent, OsvRecord } from './osv-archive.js';

/**
 * Real advisories in the shape in which osv.dev publishes them: ids, ranges, scores and CWEs are those of the GitHub
 * Advisory Database, the PyPA Advisory Database and the Go vulnerability database (each CC-BY-4.0); the words are ours.
 * `MAL-0000-…` are made up.
 */
const LODASH_INJECTION = ghsa('GHSA-35jh-r3h4-6jhm', 'CVE-2021-23337', 'npm', 'lodash', {
  summary: 'Command injection in lodash',
  vector: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H',
  severity: 'HIGH',
  cwes: ['CWE-77', 'CWE-94'],
  ranges: [{ introduced: '0', fixed: '4.17.21' }],
});

const LODASH_REDOS = ghsa('GHSA-29mw-wpgm-hmr9', 'CVE-2020-28500', 'npm', 'lodash', {
  summary: 'Slow regular expressions in lodash',
  vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:L',
  severity: 'MODERATE',
  cwes: ['CWE-400', 'CWE-1333'],
  ranges: [{ introduced: '4.0.0', fixed: '4.17.21' }],
});

/** Two separate ranges; critical. */
const MINIMIST = ghsa('GHSA-xvch-5gv4-984h', 'CVE-2021-44906', 'npm', 'minimist', {
  summary: 'Prototype pollution in minimist',
  vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  severity: 'CRITICAL',
  cwes: ['CWE-1321'],
  ranges: [
    { introduced: '1.0.0', fixed: '1.2.6' },
    { introduced: '0', fixed: '0.2.4' },
  ],
});

/** Scored by CVSS 4.0 alone. */
const COOKIE = ghsa('GHSA-pxg6-pf52-xh8x', 'CVE-2024-47764', 'npm', 'cookie', {
  summary: 'cookie accepts names, paths and domains with characters out of bounds',
  vector: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N',
  severity: 'LOW',
  cwes: ['CWE-74'],
  ranges: [{ introduced: '0', fixed: '0.7.0' }],
});

/** In CISA's catalogue since 2025-12-05. */
const REACT_SERVER = ghsa('GHSA-fv66-9v8q-g76r', 'CVE-2025-55182', 'npm', 'react-server-dom-webpack', {
  summary: 'Remote code execution through React Server Components',
  vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
  severity: 'CRITICAL',
  cwes: ['CWE-502'],
  ranges: [
    { introduced: '19.0.0', fixed: '19.0.1' },
    { introduced: '19.1.0', fixed: '19.1.2' },
    { introduced: '19.2.0', fixed: '19.2.1' },
  ],
});

/** No fix: the last version is affected too. */
const UNFIXED = ghsa('GHSA-p8p7-x288-28g6', 'CVE-2023-28155', 'npm', 'request', {
  summary: 'Server-side request forgery in request',
  vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N',
  severity: 'MODERATE',
  cwes: ['CWE-918'],
  ranges: [{ introduced: '0', last_affected: '2.88.2' }],
});

const MALICIOUS_NPM: OsvRecord = malicious('MAL-0000-0001', 'npm', 'railgate-sample-malware');
const MALICIOUS_PYPI: OsvRecord = malicious('MAL-0000-0002', 'PyPI', 'railgate-sample-malware');

const WITHDRAWN: OsvRecord = {
  ...ghsa('GHSA-0000-0000-0001', 'CVE-0000-0001', 'npm', 'lodash', {
    summary: 'Reported by mistake',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    severity: 'CRITICAL',
    cwes: [],
    ranges: [{ introduced: '0' }],
  }),
  withdrawn: '2025-01-01T00:00:00Z',
};

const JINJA_GHSA = ghsa('GHSA-462w-v97r-4m45', 'CVE-2019-10906', 'PyPI', 'jinja2', {
  summary: 'Sandbox escape in Jinja2 through str.format_map',
  vector: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:N',
  severity: 'HIGH',
  cwes: ['CWE-693'],
  ranges: [{ introduced: '0', fixed: '2.10.1' }],
});

/** The PyPA database lists the versions beside the range, and rates nothing. */
const JINJA_PYSEC = pysec('PYSEC-2019-217', ['CVE-2019-10906', 'GHSA-462w-v97r-4m45'], 'jinja2', {
  details: 'Jinja before 2.10.1 lets str.format_map out of its sandbox.',
  ranges: [{ introduced: '0', fixed: '2.10.1' }],
  versions: ['2.0', '2.0rc1', '2.8', '2.8.1', '2.9', '2.9.6', '2.10'],
});

const DJANGO_PYSEC = pysec('PYSEC-2022-190', ['CVE-2022-28346', 'GHSA-2gwj-7jmv-h26r'], 'django', {
  details: 'SQL injection through annotate(), aggregate() and extra() of Django.',
  ranges: [
    { introduced: '2.2', fixed: '2.2.28' },
    { introduced: '3.2', fixed: '3.2.13' },
    { introduced: '4.0', fixed: '4.0.4' },
  ],
  versions: ['2.2', '2.2.27', '3.2', '3.2.12', '4.0', '4.0.3'],
});

const REQUESTS_PYSEC = pysec('PYSEC-2023-74', ['CVE-2023-32681', 'GHSA-j8r2-6x86-q33q'], 'requests', {
  details: 'Requests sends Proxy-Authorization headers to the destination of a redirect.',
  ranges: [{ introduced: '2.3.0', fixed: '2.31.0' }],
  versions: ['2.3.0', '2.25.1', '2.28.2', '2.30.0'],
});

const GO_TEXT: OsvRecord = {
  schema_version: '1.3.1',
  id: 'GO-2021-0113',
  modified: '2026-08-01T00:00:00Z',
  published: '2021-10-06T17:51:21Z',
  aliases: ['CVE-2021-38561', 'GHSA-ppp9-7jff-5vj2'],
  summary: 'Out-of-bounds read in golang.org/x/text/language',
  details: 'A language tag from outside can make ParseAcceptLanguage panic.',
  affected: [
    {
      package: { ecosystem: 'Go', name: 'golang.org/x/text' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '0.3.7' }] }],
    },
  ],
  references: [{ type: 'FIX', url: 'https://go.dev/cl/340830' }],
};

/** A handful of each ecosystem: what `writeOsvFolder` takes. The canaries of gate-sca are among them. */
export const OSV_RECORDS = {
  npm: [LODASH_INJECTION, LODASH_REDOS, MINIMIST, COOKIE, REACT_SERVER, UNFIXED, MALICIOUS_NPM, WITHDRAWN],
  PyPI: [JINJA_GHSA, JINJA_PYSEC, DJANGO_PYSEC, REQUESTS_PYSEC, MALICIOUS_PYPI],
  Go: [GO_TEXT],
} as const satisfies Readonly<Record<string, readonly OsvRecord[]>>;

export interface GhsaFacts {
  readonly summary: string;
  readonly vector: string;
  readonly severity: string;
  readonly cwes: readonly string[];
  readonly ranges: readonly OsvEvent[];
}

/** GitHub's records repeat the package for each range, and the type is SEMVER for npm, ECOSYSTEM elsewhere. */
export function ghsa(id: string, cve: string, ecosystem: string, name: string, facts: GhsaFacts): OsvRecord {
  return {
    schema_version: '1.4.0',
    id,
    modified: '2026-11-10T00:00:00Z',
    published: '2021-05-06T16:05:51Z',
    aliases: [cve],
    summary: facts.summary,
    details: `${facts.summary}.\n\nUpgrade to a fixed version.`,
    severity: [{ type: facts.vector.startsWith('CVSS:4') ? 'CVSS_V4' : 'CVSS_V3', score: facts.vector }],
    affected: facts.ranges.map((range) => ({
      package: { ecosystem, name },
      ranges: [{ type: ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM', events: eventsOf(range) }],
    })),
    references: [{ type: 'ADVISORY', url: `https://nvd.nist.gov/vuln/detail/${cve}` }],
    database_specific: { cwe_ids: facts.cwes, severity: facts.severity, github_reviewed: true },
  };
}

export interface PysecFacts {
  readonly details: string;
  readonly ranges: readonly OsvEvent[];
  readonly versions: readonly string[];
}

export function pysec(id: string, aliases: readonly string[], name: string, facts: PysecFacts): OsvRecord {
  return {
    id,
    modified: '2026-11-01T00:00:00Z',
    published: '2022-04-12T05:15:00Z',
    aliases,
    details: facts.details,
    affected: [
      {
        package: { ecosystem: 'PyPI', name, purl: `pkg:pypi/${name}` },
        ranges: [{ type: 'ECOSYSTEM', events: facts.ranges.flatMap(eventsOf) }],
        versions: facts.versions,
      },
    ],
    references: [{ type: 'ADVISORY', url: `https://github.com/advisories/${aliases.at(-1) ?? id}` }],
  };
}

export function malicious(id: string, ecosystem: string, name: string): OsvRecord {
  return {
    schema_version: '1.7.4',
    id,
    modified: '2026-11-12T00:00:00Z',
    published: '2026-11-12T00:00:00Z',
    summary: `Malicious code in ${name} (${ecosystem})`,
    details: 'The package was made to steal credentials when it is installed.',
    affected: [
      {
        package: { ecosystem, name },
        ranges: [{ type: ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM', events: [{ introduced: '0' }] }],
      },
    ],
    database_specific: {
      'malicious-packages-origins': [{ source: 'sample', sha256: '0'.repeat(64), versions: ['1.0.0'] }],
    },
  };
}

function eventsOf(range: OsvEvent): OsvEvent[] {
  return Object.entries(range).map(([type, version]) => ({ [type]: String(version) }));
}
