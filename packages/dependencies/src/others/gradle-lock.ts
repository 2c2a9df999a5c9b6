import { ReadError } from '../data/read-error.js';
import type { LockfileRead, Repository } from '../format.js';
import { partSkipped } from '../gaps.js';
import { DraftLockfile, draftPackage } from '../draft.js';
import { buildLockfile } from './build-lockfile.js';

/**
 * gradle.lockfile: gradle/gradle, `LockFileReaderWriter.java`. It knows no edges.
 *
 * @throws {ReadError}
 */
export function readGradleLock(path: string, repository: Repository): LockfileRead {
  const source = repository.read(path);
  if ('gap' in source) return { gaps: [source.gap] };
  const draft = new DraftLockfile();
  const onlyForTests = new Set<number>();
  let isWhole = false;
  let last = 1;
  for (const [index, raw] of source.text.split(/\r\n|\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    last = index + 1;
    if (line.startsWith('empty=')) isWhole = true;
    else {
      const [, group = '', artifact = '', version = '', configurations = ''] = LINE.exec(line) ?? [];
      if (group === '')
        throw new ReadError('is not a lockfile of Gradle: a line is no `group:name:version=…`.', index + 1);
      const added = draft.add(draftPackage(`${group}:${artifact}`, version, index + 1));
      if (isForTests(configurations)) onlyForTests.add(added);
    }
  }
  const facts = {
    path,
    format: 'gradle-lock',
    ecosystem: 'Maven',
    manifest: 'build.gradle',
    requirements: [],
  } as const;
  const lockfile = buildLockfile(facts, draft, repository);
  const packages = lockfile.packages.map((found, index) => ({ ...found, dev: onlyForTests.has(index) }));
  // Gradle ends it with a line of the configurations that are empty, whether there are any or not.
  const gaps = isWhole
    ? []
    : [partSkipped(path, last, 'does not end with `empty=`: it seems to be cut off.')];
  return { lockfile: { ...lockfile, packages }, gaps };
}

const LINE = /^([^:=\s]+):([^:=\s]+):([^:=\s]+)=(\S*)$/;

function isForTests(configurations: string): boolean {
  return configurations.split(',').every((name) => name.startsWith('test') || /[a-z]Test[A-Z]/.test(name));
}
