import { fileURLToPath } from 'node:url';

import type { OsvRecord } from './osv-archive.js';
import { OSV_RECORDS, ghsa, malicious, pysec } from './osv-records.js';

/**
 * What the database of the example knows, beside the records that all tests share: direct, transitive and development
 * dependencies of npm, one without a fix, a malicious package, Python, Go and Maven. Real advisories (see `OSV_RECORDS` for
 * their sources), but for `MAL-0000-…`.
 */
const NPM: readonly OsvRecord[] = [
  ghsa('GHSA-rv95-896h-c2vc', 'CVE-2024-29041', 'npm', 'express', {
    summary: 'Open redirect in express by malformed URLs',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N',
    severity: 'MODERATE',
    cwes: ['CWE-601'],
    ranges: [{ introduced: '0', fixed: '4.19.2' }],
  }),
  ghsa('GHSA-hrpp-h998-j3pp', 'CVE-2022-24999', 'npm', 'qs', {
    summary: 'Prototype pollution in qs that stops the process',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
    severity: 'HIGH',
    cwes: ['CWE-1321'],
    ranges: [{ introduced: '6.7.0', fixed: '6.7.3' }],
  }),
  ghsa('GHSA-qwph-4952-7xr6', 'CVE-2022-23540', 'npm', 'jsonwebtoken', {
    summary: 'Signature validation bypass in jsonwebtoken by an insecure default algorithm',
    vector: 'CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:U/C:L/I:H/A:L',
    severity: 'MODERATE',
    cwes: ['CWE-287', 'CWE-347'],
    ranges: [{ introduced: '0', fixed: '9.0.0' }],
  }),
  ghsa('GHSA-q4v7-4rhw-9hqm', 'CVE-2017-5941', 'npm', 'node-serialize', {
    summary: 'Code execution through deserialization in node-serialize',
    vector: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    severity: 'CRITICAL',
    cwes: ['CWE-502'],
    ranges: [{ introduced: '0', last_affected: '0.0.4' }],
  }),
  ghsa('GHSA-3h5v-q93c-6h6q', 'CVE-2024-37890', 'npm', 'ws', {
    summary: 'Denial of service in ws by a request with many headers',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H',
    severity: 'HIGH',
    cwes: ['CWE-476'],
    ranges: [{ introduced: '8.0.0', fixed: '8.17.1' }],
  }),
  ghsa('GHSA-c24v-8rfc-w8vw', 'CVE-2024-23331', 'npm', 'vite', {
    summary: 'The development server of vite serves files that `server.fs.deny` names',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N',
    severity: 'HIGH',
    cwes: ['CWE-178', 'CWE-200', 'CWE-284'],
    ranges: [{ introduced: '5.0.0', fixed: '5.0.12' }],
  }),
  malicious('MAL-0000-0003', 'npm', 'itemize-sample-malware'),
];

const PYPI: readonly OsvRecord[] = [
  pysec('PYSEC-2021-142', ['CVE-2020-14343', 'GHSA-8q59-q68h-6hv4'], 'pyyaml', {
    details: 'yaml.full_load of PyYAML executes what it reads.',
    ranges: [{ introduced: '0', fixed: '5.4' }],
    versions: ['5.1', '5.2', '5.3', '5.3.1'],
  }),
  pysec('PYSEC-2021-100', ['CVE-2021-32677', 'GHSA-8h2j-cgx8-6xv7'], 'fastapi', {
    details: 'FastAPI takes a JSON body of a simple request, so that other sites can send one with cookies.',
    ranges: [{ introduced: '0', fixed: '0.65.2' }],
    versions: ['0.63.0', '0.65.0', '0.65.1'],
  }),
  ghsa('GHSA-8q59-q68h-6hv4', 'CVE-2020-14343', 'PyPI', 'pyyaml', {
    summary: 'Code execution in PyYAML',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    severity: 'CRITICAL',
    cwes: ['CWE-20'],
    ranges: [{ introduced: '0', fixed: '5.4' }],
  }),
];

const MAVEN: readonly OsvRecord[] = [
  ghsa('GHSA-jfh8-c2jp-5v3q', 'CVE-2021-44228', 'Maven', 'org.apache.logging.log4j:log4j-core', {
    summary: 'Remote code execution in Log4j',
    vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H',
    severity: 'CRITICAL',
    cwes: ['CWE-20', 'CWE-400', 'CWE-502', 'CWE-917'],
    ranges: [{ introduced: '2.13.0', fixed: '2.15.0' }],
  }),
];

/** What the database of the example is made from, by ecosystem. */
export const EXAMPLE_ADVISORIES: Readonly<Record<string, readonly OsvRecord[]>> = {
  npm: [...OSV_RECORDS.npm, ...NPM],
  PyPI: [...OSV_RECORDS.PyPI, ...PYPI],
  Go: OSV_RECORDS.Go,
  Maven: MAVEN,
};

/**
 * The same as `railgate db import` takes it: `<ecosystem>/all.zip`. In the repository, so that whoever reads the walkthrough
 * has it; a test holds the two together, and writes the folder anew with UPDATE_GOLDEN=1.
 */
export const EXAMPLE_ADVISORIES_FOLDER = fileURLToPath(new URL('../example/advisories', import.meta.url));
