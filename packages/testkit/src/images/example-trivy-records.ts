import type { TrivyRecords } from './trivy-database.js';

const ALPINE_BUSYBOX = { fixed: ['1.36.1-r1'] };

/**
 * Real advisories, each as its source publishes it: vulnerabilities that have a repair and one that has none, one with several
 * identifiers, one that two packages share, and those that prove that a scanner looks (lodash, busybox).
 */
export const TRIVY_RECORDS: TrivyRecords = {
  advisories: {
    'alpine 3.12': { 'apk-tools': { 'CVE-2021-36159': { fixed: ['2.10.7-r0'] } } },
    'alpine 3.18': {
      busybox: { 'CVE-2022-48174': ALPINE_BUSYBOX },
      openssl: { 'CVE-2023-5363': { fixed: ['3.1.4-r0'] } },
    },
    'alpine 3.22': { busybox: { 'CVE-2022-48174': ALPINE_BUSYBOX } },
    'debian 12': {
      curl: { 'CVE-2023-38545': { fixed: ['7.88.1-10+deb12u4'], vendorIds: ['DSA-5523-1'] } },
      openssl: { 'CVE-2023-5363': { fixed: ['3.0.11-1~deb12u2'], vendorIds: ['DSA-5532-1'] } },
      tar: { 'CVE-2005-2541': { status: 'affected', severity: 'LOW' } },
      zlib: { 'CVE-2023-45853': { status: 'will_not_fix' } },
    },
    'npm::GitHub Security Advisory npm': {
      express: {
        'CVE-2024-29041': {
          vulnerable: ['< 4.19.2', '>= 5.0.0-alpha.1, < 5.0.0-beta.3'],
          fixed: ['4.19.2', '5.0.0-beta.3'],
          vendorIds: ['GHSA-rv95-896h-c2vc'],
        },
      },
      lodash: {
        'CVE-2021-23337': {
          vulnerable: ['< 4.17.21'],
          fixed: ['4.17.21'],
          vendorIds: ['GHSA-35jh-r3h4-6jhm'],
        },
      },
      minimist: {
        'CVE-2021-44906': {
          vulnerable: ['>= 1.0.0, < 1.2.6', '< 0.2.4'],
          fixed: ['1.2.6', '0.2.4'],
          vendorIds: ['GHSA-xvch-5gv4-984h'],
        },
      },
      next: {
        'CVE-2025-55184': {
          vulnerable: ['>= 16.0.0, < 16.0.10'],
          fixed: ['16.0.10'],
          vendorIds: ['GHSA-mwv6-3258-q52c'],
        },
      },
      'node-serialize': { 'CVE-2017-5941': { vulnerable: ['<= 0.0.4'], vendorIds: ['GHSA-q4v7-4rhw-9hqm'] } },
    },
    'pip::GitHub Security Advisory pip': {
      jinja2: {
        'CVE-2024-22195': { vulnerable: ['< 3.1.3'], fixed: ['3.1.3'], vendorIds: ['GHSA-h5c8-rqwp-cp95'] },
      },
      pyyaml: {
        'CVE-2020-14343': { vulnerable: ['< 5.4'], fixed: ['5.4'], vendorIds: ['GHSA-8q59-q68h-6hv4'] },
      },
    },
    'go::GitHub Security Advisory Go': {
      'golang.org/x/text': {
        'CVE-2021-38561': { vulnerable: ['< 0.3.7'], fixed: ['0.3.7'], vendorIds: ['GHSA-ppp9-7jff-5vj2'] },
      },
    },
    'rubygems::GitHub Security Advisory RubyGems': {
      rack: {
        'CVE-2022-30123': {
          vulnerable: ['< 2.0.9.1', '>= 2.1.0, < 2.1.4.1', '>= 2.2.0, < 2.2.3.1'],
          fixed: ['2.0.9.1', '2.1.4.1', '2.2.3.1'],
        },
      },
    },
    'maven::GitHub Security Advisory Maven': {
      'org.apache.logging.log4j:log4j-core': {
        'CVE-2021-44228': {
          vulnerable: ['>= 2.13.0, < 2.15.0'],
          fixed: ['2.15.0'],
          vendorIds: ['GHSA-jfh8-c2jp-5v3q'],
        },
      },
    },
  },
  vulnerabilities: {
    'CVE-2005-2541': {
      title: 'tar: does not properly warn the user when extracting setuid or setgid files',
      description: 'Tar 1.15.1 does not properly warn the user when extracting setuid or setgid files.',
      severity: { nvd: 'HIGH', redhat: 'MEDIUM' },
      references: ['https://www.cve.org/CVERecord?id=CVE-2005-2541'],
    },
    'CVE-2017-5941': {
      title: 'Code execution through deserialization in node-serialize',
      description: 'Untrusted data passed into the unserialize() function leads to code execution.',
      severity: { ghsa: 'CRITICAL', nvd: 'CRITICAL' },
      cvss: { nvd: { V3Vector: 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', V3Score: 9.8 } },
      cwes: ['CWE-502'],
    },
    'CVE-2020-14343': {
      title: 'PyYAML: arbitrary command execution through python/object/new in FullLoader',
      description: 'A vulnerability was discovered in the PyYAML library in versions before 5.4.',
      severity: { ghsa: 'CRITICAL', nvd: 'CRITICAL' },
      cvss: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', V3Score: 9.8 } },
      cwes: ['CWE-20'],
    },
    'CVE-2021-23337': {
      title: 'nodejs-lodash: command injection via template',
      description:
        'Lodash versions prior to 4.17.21 are vulnerable to Command Injection via the template function.',
      severity: { ghsa: 'HIGH', nvd: 'HIGH' },
      cvss: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H', V3Score: 7.2 } },
      cwes: ['CWE-94'],
      references: ['https://github.com/advisories/GHSA-35jh-r3h4-6jhm'],
      published: '2021-02-15T13:15:12.56Z',
    },
    'CVE-2021-36159': {
      title: 'libfetch: an out of boundary read while libfetch uses strtol to parse the relevant numbers',
      description: 'libfetch before 2021-07-26, as used in apk-tools, mishandles numeric strings.',
      severity: { nvd: 'CRITICAL' },
      cvss: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:H', V3Score: 9.1 } },
    },
    'CVE-2021-38561': {
      title: 'golang: out-of-bounds read in golang.org/x/text/language leads to DoS',
      description:
        'golang.org/x/text/language in golang.org/x/text before 0.3.7 can panic with an out-of-bounds read.',
      severity: { ghsa: 'HIGH', nvd: 'HIGH' },
    },
    'CVE-2021-44228': {
      title:
        'log4j-core: Remote code execution in Log4j 2.x when logs contain an attacker-controlled string value',
      description: 'Apache Log4j2 JNDI features do not protect against attacker controlled endpoints.',
      severity: { ghsa: 'CRITICAL', nvd: 'CRITICAL' },
      cvss: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', V3Score: 10 } },
    },
    'CVE-2021-44906': {
      title: 'minimist: prototype pollution',
      description:
        'Minimist <=1.2.5 is vulnerable to Prototype Pollution via file index.js, function setKey().',
      severity: { ghsa: 'CRITICAL', nvd: 'CRITICAL' },
      cvss: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', V3Score: 9.8 } },
      cwes: ['CWE-1321'],
    },
    'CVE-2022-30123': {
      title: 'rubygem-rack: crafted requests can cause shell escape sequences',
      description:
        'A sequence injection vulnerability exists in Rack which could allow a possible shell escape.',
      severity: { ghsa: 'CRITICAL', nvd: 'CRITICAL' },
    },
    'CVE-2022-48174': {
      title: 'busybox: stack overflow vulnerability in ash.c leads to arbitrary code execution',
      description: 'There is a stack overflow vulnerability in ash.c:6030 in busybox before 1.35.',
      severity: { nvd: 'CRITICAL', redhat: 'MEDIUM' },
      cvss: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', V3Score: 9.8 } },
      cwes: ['CWE-787'],
      references: ['https://bugs.busybox.net/show_bug.cgi?id=15216'],
    },
    'CVE-2023-38545': {
      title: 'curl: heap based buffer overflow in the SOCKS5 proxy handshake',
      description: 'This flaw makes curl overflow a heap based buffer in the SOCKS5 proxy handshake.',
      severity: { nvd: 'CRITICAL', redhat: 'HIGH' },
      cvss: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', V3Score: 9.8 } },
      cwes: ['CWE-787'],
    },
    'CVE-2023-45853': {
      title: 'zlib: integer overflow and resultant heap-based buffer overflow in zipOpenNewFileInZip4_6',
      description: 'MiniZip in zlib through 1.3 has an integer overflow.',
      severity: { nvd: 'CRITICAL', redhat: 'MEDIUM' },
      cvss: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', V3Score: 9.8 } },
      cwes: ['CWE-190'],
    },
    'CVE-2023-5363': {
      title: 'openssl: Incorrect cipher key and IV length processing',
      description: 'A bug has been identified in the processing of key and initialisation vector lengths.',
      severity: { nvd: 'HIGH', redhat: 'MEDIUM' },
      cvss: { nvd: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', V3Score: 7.5 } },
      cwes: ['CWE-684'],
      references: ['https://www.openssl.org/news/secadv/20231024.txt'],
      published: '2023-10-25T18:17:43.613Z',
    },
    'CVE-2024-22195': {
      title: 'jinja2: HTML attribute injection when passing user input as keys to xmlattr filter',
      description: 'The xmlattr filter accepts keys that contain spaces.',
      severity: { ghsa: 'MEDIUM', nvd: 'MEDIUM' },
      cvss: { ghsa: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:L/I:L/A:N', V3Score: 5.4 } },
      cwes: ['CWE-79'],
    },
    'CVE-2024-29041': {
      title: 'express: cause malformed URLs to be evaluated',
      description:
        'Versions of Express.js before 4.19.2 are affected by an open redirect with malformed URLs.',
      severity: { ghsa: 'MEDIUM', nvd: 'MEDIUM' },
      cvss: { ghsa: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', V3Score: 6.1 } },
      cwes: ['CWE-601', 'CWE-1286'],
    },
    'CVE-2025-55184': {
      title: 'Denial of service with Server Components',
      description: 'A crafted request makes a server with Server Components hang.',
      severity: { ghsa: 'HIGH' },
      cvss: { ghsa: { V3Vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', V3Score: 7.5 } },
    },
  },
};
