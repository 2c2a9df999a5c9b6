import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { makeRepo, removeFolder, workspaceOf, type Files } from '@railgate/testkit';
import { describe, expect, it } from 'vitest';

import { buildContext } from '../../src/targets/build-context.js';

async function contextOf(files: Files, dockerfile: string) {
  const root = await makeRepo(files);
  try {
    const program = Object.keys(files).find((path) => path.endsWith('.sh'));
    if (program !== undefined) await chmod(join(root, program), 0o755);
    const context = await buildContext(workspaceOf(root), dockerfile);
    const entries = await Promise.all(
      context.entries.map(async (entry) => {
        if (entry.kind === 'folder') return entry.path;
        const text = (await buffer(entry.content())).toString();
        expect(text.length).toBe(entry.size);
        return `${entry.path} ${entry.mode.toString(8)} ${text}`;
      }),
    );
    return { dockerfile: context.dockerfile, entries };
  } finally {
    await removeFolder(root);
  }
}

describe('what a build gets to see', () => {
  it('is the folder of the Dockerfile, without what .dockerignore names', async () => {
    const files = {
      'api/Dockerfile': 'FROM scratch\n',
      'api/.dockerignore': '*.md\nsecrets/\n!KEEP.md\nDockerfile\n',
      'api/src/a.js': 'a',
      'api/run.sh': '#!/bin/sh',
      'api/empty': '',
      'api/README.md': 'no',
      'api/KEEP.md': 'yes',
      'api/secrets/key': 'no',
      'web/b.js': 'no',
      '.env': 'no',
    };
    expect(await contextOf(files, 'api/Dockerfile')).toEqual({
      dockerfile: 'Dockerfile',
      entries: [
        '.dockerignore 644 *.md\nsecrets/\n!KEEP.md\nDockerfile\n',
        'Dockerfile 644 FROM scratch\n',
        'KEEP.md 644 yes',
        'empty 644 ',
        'run.sh 755 #!/bin/sh',
        'src/a.js 644 a',
      ],
    });
  });

  it('goes by the ignore file of the Dockerfile before that of the folder', async () => {
    const files = {
      'x.Dockerfile': 'FROM scratch\n',
      'x.Dockerfile.dockerignore': 'b\n',
      '.dockerignore': 'a\n',
      a: '1',
      b: '2',
    };
    const { entries } = await contextOf(files, 'x.Dockerfile');
    expect(entries.map((entry) => entry.split(' ')[0])).toEqual(
      expect.arrayContaining(['a', 'x.Dockerfile']),
    );
    expect(entries.some((entry) => entry.startsWith('b '))).toBe(false);
  });

  it('never holds a file of elsewhere', async () => {
    const files: Files = { Dockerfile: 'FROM scratch\n', link: { linkTo: '/etc/hostname' } };
    await expect(contextOf(files, 'Dockerfile')).rejects.toMatchObject({ code: 'NEED_UNMET' });
  });
});
