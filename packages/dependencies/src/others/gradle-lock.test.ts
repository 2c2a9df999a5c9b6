import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles, readLockfile } from '../../test/read-files.js';

describe('gradle.lockfile', () => {
  it('is read, and is a gap when it is cut off or something else', async () => {
    const text =
      '# This is a Gradle generated file\norg.a:b:1.0=compileClasspath,runtimeClasspath\norg.a:t:2.0=testCompileClasspath,testRuntimeClasspath\nempty=annotationProcessor\n';
    expect(brief(await readLockfile({ 'gradle.lockfile': text }))).toEqual([
      'org.a:b 1.0 2 direct',
      'org.a:t 2.0 3 direct dev',
    ]);
    const cut = await readFiles({ 'gradle.lockfile': text.split('empty')[0] ?? '' });
    expect(gapsOf(cut)[0]).toContain('gradle.lockfile:3 gradle.lockfile does not end with `empty=`');
    expect(gapsOf(await readFiles({ 'gradle.lockfile': 'a:b\n' }))[0]).toContain(
      'is not a lockfile of Gradle',
    );
  });
});
