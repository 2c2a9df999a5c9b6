import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { installedTool } from '../installed-tool.js';
import { makeTempFolder, removeFolder, withTempFolder } from '../temp-folder.js';
import { imageArchive, writeOciLayout } from './archive.js';
import { alpineBase, debianBase, debuerreotypeBase } from './distributions.js';
import { exampleBase, exampleImage } from './example-image.js';
import { brokenTrivyDatabase, exampleTrivyDatabase, type BrokenDatabase } from './example-trivy-database.js';
import { HOSTILE_LAYERS, hostileImage } from './hostile-layers.js';
import { makeImage, type ImageDescription } from './image.js';
import { npmPackage, pythonPackage, rubyGem } from './packages.js';
import { SECRET_RULE, sampleToken, secretFile } from './secrets.js';

/** The parts of Trivy's report that are looked at. */
interface Report {
  readonly Metadata: {
    readonly ImageID: string;
    readonly OS?: { readonly Family: string; readonly EOSL?: boolean };
  };
  readonly Results?: readonly {
    readonly Vulnerabilities?: readonly {
      readonly VulnerabilityID: string;
      readonly PkgName: string;
      readonly Status: string;
    }[];
    readonly Secrets?: readonly { readonly RuleID: string; readonly StartLine: number }[];
    readonly Misconfigurations?: readonly { readonly ID: string }[];
    readonly Licenses?: readonly { readonly PkgName: string; readonly Name: string }[];
  }[];
}

const trivy = installedTool('trivy');
const FLAGS = [
  ...['image', '--cache-backend', 'memory', '--offline-scan', '--skip-db-update', '--skip-java-db-update'],
  ...['--skip-check-update', '--skip-version-check', '--disable-telemetry', '--quiet', '--format', 'json'],
];
/** Misconfigurations take Trivy seconds: they are looked for only where they are asked about. */
const USUAL = ['--scanners', 'vuln,secret,license', '--image-config-scanners', 'secret'];
const WITH_SETTINGS = ['--scanners', 'vuln,secret,misconfig', '--image-config-scanners', 'misconfig'];
let cache = '';

beforeAll(async () => {
  cache = await makeTempFolder();
  await exampleTrivyDatabase(cache);
});

afterAll(() => removeFolder(cache));

function scanPath(input: string, scanners: readonly string[] = USUAL): Report {
  const args = [...FLAGS, ...scanners, '--cache-dir', cache, '--input', input];
  const report: Report = JSON.parse(execFileSync(trivy, args, { encoding: 'utf8' }));
  return report;
}

function scanArchive(archive: Buffer, scanners?: readonly string[]): Promise<Report> {
  return withTempFolder((folder) => {
    const input = join(folder, 'image.tar');
    writeFileSync(input, archive);
    return scanPath(input, scanners);
  });
}

function found({ Results = [] }: Report): string[] {
  return Results.flatMap(({ Vulnerabilities = [], Secrets = [], Misconfigurations = [] }) => [
    ...Vulnerabilities.map(({ VulnerabilityID, PkgName }) => `${VulnerabilityID} ${PkgName}`),
    ...Secrets.map(({ RuleID, StartLine }) => `${RuleID} ${StartLine}`),
    ...Misconfigurations.map(({ ID }) => ID),
  ]).sort();
}

const MIXED: ImageDescription = {
  tags: ['registry.test/mixed:1'],
  steps: [
    ...alpineBase({
      version: '3.18.4',
      packages: [
        { name: 'busybox', version: '1.36.1-r0', licence: 'GPL-2.0-only' },
        { name: 'libcrypto3', version: '3.1.3-r0', source: 'openssl' },
      ],
    }),
    {
      createdBy: 'COPY . . # buildkit',
      files: [
        secretFile(),
        ...npmPackage('lodash', '4.17.20'),
        ...pythonPackage('Jinja2', '3.1.2'),
        ...rubyGem('rack', '2.2.3'),
      ],
    },
    { createdBy: 'USER node' },
  ],
  settings: { User: 'node' },
};
const IN_MIXED = [
  'CVE-2021-23337 lodash',
  'CVE-2022-30123 rack',
  'CVE-2022-48174 busybox',
  'CVE-2023-5363 libcrypto3',
  'CVE-2024-22195 Jinja2',
  `${SECRET_RULE} 2`,
];

describe('the real Trivy', { timeout: 120_000 }, () => {
  it.each([
    ['docker', 'none'],
    ['docker', 'gzip'],
    ['docker-legacy', 'none'],
    ['podman', 'none'],
  ] as const)('finds in an archive just what was put into it: %s, %s', async (form, compression) => {
    const report = await scanArchive(imageArchive(MIXED, form, { compression }));
    expect(report.Metadata).toMatchObject({
      ImageID: makeImage(MIXED).id,
      OS: { Family: 'alpine', EOSL: true },
    });
    expect(found(report)).toEqual(IN_MIXED);
    expect(report.Results?.flatMap(({ Licenses = [] }) => Licenses)).toContainEqual(
      expect.objectContaining({ PkgName: 'busybox', Name: 'GPL-2.0-only' }),
    );
  });

  it.each(['none', 'gzip', 'zstd'] as const)('reads an OCI layout: %s', async (compression) => {
    await withTempFolder(async (folder) => {
      await writeOciLayout(folder, MIXED, { compression });
      expect(found(scanPath(folder))).toEqual(IN_MIXED);
    });
  });

  it('finds a secret among the settings', async () => {
    const settings = { ...MIXED.settings, Env: [`TOKEN=${sampleToken('env')}`] };
    const more = found(await scanArchive(imageArchive({ ...MIXED, settings }))).filter(
      (line) => !IN_MIXED.includes(line),
    );
    expect(more.join()).toContain(SECRET_RULE);
  });

  it('knows what Debian does not repair', async () => {
    const packages = [
      { name: 'libssl3', version: '3.0.9-1', source: 'openssl' },
      { name: 'tar', version: '1.34+dfsg-1.2' },
      { name: 'zlib1g', version: '1:1.2.13.dfsg-1', source: 'zlib' },
    ];
    for (const base of [debianBase, debuerreotypeBase]) {
      const report = await scanArchive(imageArchive({ ...MIXED, steps: base({ version: '12', packages }) }));
      const rows = report.Results?.flatMap(({ Vulnerabilities = [] }) => Vulnerabilities);
      expect(rows?.map(({ PkgName, Status }) => `${PkgName} ${Status}`).sort()).toEqual([
        'libssl3 fixed',
        'tar affected',
        'zlib1g will_not_fix',
      ]);
    }
  });

  const OF_BASE = [
    'CVE-2005-2541 tar',
    'CVE-2021-44906 minimist',
    'CVE-2023-38545 curl',
    'CVE-2023-38545 libcurl4',
    'CVE-2023-45853 zlib1g',
    'CVE-2023-5363 libssl3',
    'DS-0002',
    'DS-0026',
  ];
  const OF_API = [
    'CVE-2017-5941 node-serialize',
    'CVE-2021-23337 lodash',
    'CVE-2024-29041 express',
    'DS-0031',
    `${SECRET_RULE} 2`,
  ];

  const usual = (lines: readonly string[]): string[] => lines.filter((line) => !line.startsWith('DS-'));

  it.each([
    ['flawed api', exampleImage('flawed'), [...OF_BASE, ...OF_API]],
    // No HEALTHCHECK in the Dockerfiles: Railway and Kubernetes have their own.
    ['fixed api', exampleImage('fixed'), ['DS-0026']],
  ])('finds in the example just what it has, settings too: %s', async (_name, image, expected) => {
    expect(found(await scanArchive(imageArchive(image), WITH_SETTINGS))).toEqual([...expected].sort());
  });

  it.each([
    ['flawed base', exampleBase('flawed'), OF_BASE],
    [
      'flawed site',
      exampleImage('flawed', 'site'),
      [...OF_BASE, 'CVE-2021-44906 minimist', 'CVE-2025-55184 next'],
    ],
    ['fixed base', exampleBase('fixed'), []],
    ['fixed site', exampleImage('fixed', 'site'), []],
  ])('finds in the example just what it has: %s', async (_name, image, expected) => {
    expect(found(await scanArchive(imageArchive(image)))).toEqual(usual(expected).sort());
  });

  it('finds what is beside layers that were made to harm', async () => {
    const images = Object.keys(HOSTILE_LAYERS).map(hostileImage);
    const steps = [...(images[0]?.steps ?? []), ...images.flatMap((image) => image.steps.slice(-1))];
    const report = await scanArchive(imageArchive({ steps }), ['--scanners', 'vuln']);
    expect(new Set(found(report))).toEqual(new Set(['CVE-2021-23337 lodash', 'CVE-2022-48174 busybox']));
  });

  it('gives up where a layer has a file and a folder of one name', async () => {
    const archive = imageArchive(hostileImage('a file that becomes a folder'));
    await expect(scanArchive(archive, WITH_SETTINGS)).rejects.toThrow('mapfs write error');
  });
});

describe('databases that cannot be relied on', { timeout: 120_000 }, () => {
  /** Exit code, and what is found of busybox and lodash: where Trivy ends with 0 and finds nothing, it looks clean. */
  const SAID: Readonly<Record<BrokenDatabase, readonly [number, number]>> = {
    empty: [0, 0],
    'without-canaries': [0, 3],
    truncated: [2, 0],
    'random-bytes': [1, 0],
    'no-database': [1, 0],
    old: [0, 5],
    future: [0, 5],
    'no-metadata': [1, 0],
    'metadata-not-json': [1, 0],
    'wrong-version': [1, 0],
  };

  it.each(Object.entries(SAID))('%s', async (kind, [status, vulnerabilities]) => {
    await withTempFolder(async (folder) => {
      await brokenTrivyDatabase(folder, kind as BrokenDatabase);
      const input = join(folder, 'image.tar');
      const output = join(folder, 'report.json');
      writeFileSync(input, imageArchive(MIXED));
      const args = [
        ...FLAGS,
        '--scanners',
        'vuln',
        '--cache-dir',
        folder,
        '--input',
        input,
        '--output',
        output,
      ];
      const run = spawnSync(trivy, args, { encoding: 'utf8' });
      expect(run.status, run.stderr).toBe(status);
      if (status !== 0) return;
      const report: Report = JSON.parse(readFileSync(output, 'utf8'));
      expect(found(report).filter((line) => line.startsWith('CVE'))).toHaveLength(vulnerabilities);
    });
  });
});
