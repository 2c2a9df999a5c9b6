import { describe, expect, it } from 'vitest';

import { brief, gapsOf, readFiles } from '../../test/read-files.js';

describe('pom.xml', () => {
  const dependency = (artifact: string, more = ''): string =>
    `<dependency><groupId>g</groupId><artifactId>${artifact}</artifactId>${more}</dependency>\n`;

  it('resolves what it and its parents in the repository say, and names what it cannot', async () => {
    const child = `<project>\n<parent><groupId>g</groupId><artifactId>root</artifactId><version>7</version></parent>\n<artifactId>web</artifactId>\n<properties><a.version>\${base}.1</a.version><base>1</base></properties>\n<dependencies>\n${
      dependency('a', '<version>${a.version}</version>') +
      dependency('own', '<version>${project.version}</version>') +
      dependency('managed') +
      dependency('t', '<version>2</version><scope>test</scope>') +
      dependency('far') +
      dependency('range', '<version>[1,2)</version>') +
      dependency('loop', '<version>${x}</version>')
    }</dependencies></project>`;
    const root = `<project><groupId>g</groupId><artifactId>root</artifactId><version>7</version><properties><base>9</base><x>\${y}</x><y>\${x}</y></properties>\n<dependencyManagement><dependencies>${dependency('managed', '<version>3</version><scope>provided</scope>')}</dependencies></dependencyManagement></project>`;
    const read = await readFiles({ 'web/pom.xml': child, 'pom.xml': root });
    // What these need in turn is written nowhere; the parent asks for nothing.
    expect(gapsOf(read)).toEqual([expect.stringContaining('web/pom.xml:6 web/pom.xml names what')]);
    expect(read.lockfiles.map((lockfile) => [lockfile.projects[0]?.name, ...brief(lockfile)])).toEqual([
      ['g:root'],
      ['g:web', 'g:a 1.1 6 direct', 'g:own 7 7 direct', 'g:managed 3 8 direct', 'g:t 2 9 direct dev'],
    ]);
    expect(read.unpinned).toMatchObject([{ path: 'web/pom.xml', manager: 'maven' }]);
    expect(read.unpinned[0]?.requirements.map(({ name, line }) => [name, line])).toEqual([
      ['g:far', 10],
      ['g:range', 11],
      ['g:loop', 12],
    ]);
  });

  it('is a gap as something else', async () => {
    expect(gapsOf(await readFiles({ 'pom.xml': '<html/>' }))[0]).toContain(
      'its root element is no <project>',
    );
    expect(gapsOf(await readFiles({ 'pom.xml': '<project>' }))[0]).toContain('it ends within <project>');
  });

  it('bears properties that grow without end', async () => {
    const properties = Array.from(
      { length: 60 },
      (_, index) => `<p${index}>\${p${index + 1}}\${p${index + 1}}</p${index}>`,
    ).join('');
    const read = await readFiles({
      'pom.xml': `<project><artifactId>a</artifactId><properties>${properties}</properties><dependencies>${dependency('a', '<version>${p0}</version>')}</dependencies></project>`,
    });
    expect(read.unpinned[0]?.requirements).toHaveLength(1);
  });
});
