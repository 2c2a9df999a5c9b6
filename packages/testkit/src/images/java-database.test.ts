import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { installedTool } from '../installed-tool.js';
import { withTempFolder } from '../temp-folder.js';
import { imageArchive } from './archive.js';
import { alpineBase } from './distributions.js';
import { exampleTrivyDatabase } from './example-trivy-database.js';
import { trivyJavaDatabase, trivyJavaDatabaseFile } from './java-database.js';
import { javaArchive, namelessJar, namelessJavaArchive } from './packages.js';
import type { TarEntry } from './tar.js';

const LOG4J = { group: 'org.apache.logging.log4j', artifact: 'log4j-core', version: '2.14.0' };
const FLAGS = [
  ...['image', '--cache-backend', 'memory', '--offline-scan', '--skip-db-update', '--skip-java-db-update'],
  ...['--skip-check-update', '--skip-version-check', '--disable-telemetry', '--quiet', '--format', 'json'],
  ...['--scanners', 'vuln', '--input', 'image.tar', '--cache-dir', '.', '--output', 'report.json'],
];

/** What the real Trivy finds in an image with these files. */
async function vulnerabilities(files: readonly TarEntry[]): Promise<string[]> {
  return withTempFolder(async (folder) => {
    await exampleTrivyDatabase(folder);
    const others = Array.from({ length: 12 }, (_, i) => ({ ...LOG4J, artifact: `other-${i}`, jar: `${i}` }));
    await trivyJavaDatabase(folder, [...others, { ...LOG4J, jar: namelessJar() }]);
    const steps = [...alpineBase({ version: '3.22.1', packages: [] }), { createdBy: 'COPY . .', files }];
    writeFileSync(join(folder, 'image.tar'), imageArchive({ steps }));
    execFileSync(installedTool('trivy'), FLAGS, { cwd: folder, stdio: 'pipe' });
    const report = readFileSync(join(folder, 'report.json'), 'utf8');
    return report.match(/CVE-\d+-\d+(?=")/g) ?? [];
  });
}

describe('a Java database', { timeout: 120_000 }, () => {
  it('lets the real Trivy know an archive by its name and by its digest', async () => {
    expect(await vulnerabilities(javaArchive(LOG4J.group, LOG4J.artifact, LOG4J.version))).toEqual([
      'CVE-2021-44228',
    ]);
    expect(await vulnerabilities(namelessJavaArchive())).toEqual(['CVE-2021-44228']);
    expect(
      await vulnerabilities(namelessJavaArchive(Buffer.concat([namelessJar(), Buffer.alloc(1)]))),
    ).toEqual([]);
  });

  it('does not hold more than a page of rows', () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ ...LOG4J, jar: String(i) }));
    expect(() => trivyJavaDatabaseFile(many)).toThrow('too many rows');
  });
});
