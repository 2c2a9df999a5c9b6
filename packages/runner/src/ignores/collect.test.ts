import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { makeFolder, makeRepository } from '../../test/support.js';
import { discover } from '../discover/index.js';
import { collectIgnores } from './collect.js';
import { WORD } from './comment.js';
import { FILE_LIMIT } from '../file-reader.js';

async function collect(root: string) {
  return collectIgnores((await discover(root, { ignore: [], services: [] })).workspace);
}

const COMMENT = `// ${WORD} lint/x -- r\n`;

describe('collectIgnores', () => {
  it('finds comments in the order of the files', async () => {
    const { comments } = await collect(
      makeRepository({ 'b.sql': `-- ${WORD} lint/x -- r`, 'a/a.ts': `\n${COMMENT}` }),
    );
    expect(comments.map(({ path, line }) => `${path}:${line}`)).toEqual(['a/a.ts:2', 'b.sql:1']);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await collect(makeRepository())).toEqual({ comments: [], foreign: [], warnings: [] });
  });

  it('lists other tools, entry by entry, and says of a file that it cannot be read', async () => {
    const { foreign } = await collect(
      makeRepository({
        'api/.trivyignore': '\nCVE-2024-1',
        '.snyk': 'a: [',
        '.nsprc': '{ "a": "password = \'hunter2hunter2\'" }',
      }),
    );
    expect(foreign).toEqual([
      { path: '.nsprc', line: 1, selects: { rule: 'a' } },
      { path: '.snyk', selects: {}, note: 'The file cannot be read as one of Snyk: it does not parse.' },
      { path: 'api/.trivyignore', line: 2, selects: { rule: 'CVE-2024-1' } },
    ]);
  });

  it('bounds the entries and says how many it leaves out', async () => {
    const { foreign } = await collect(makeRepository({ '.trivyignore': 'CVE-2024-1\n'.repeat(600) }));
    expect(foreign).toHaveLength(501);
    expect(foreign.at(-1)?.note).toBe('100 more entries are not listed.');
  });

  it('reads no file through a link, none that is too large, and no picture', async () => {
    const outside = makeFolder();
    writeFileSync(join(outside, 'a.ts'), COMMENT);
    const root = makeRepository({ 'large.ts': COMMENT + ' '.repeat(FILE_LIMIT), 'a.png': COMMENT });
    symlinkSync(join(outside, 'a.ts'), join(root, 'link.ts'));
    symlinkSync(outside, join(root, 'folder'));
    const listed = ['link.ts', 'folder/a.ts', 'large.ts', 'a.png', 'gone.ts'].map((path) => ({
      path,
      size: 10,
    }));
    const { comments } = await collectIgnores({ root, files: listed, projects: [], services: [] });
    expect(comments).toEqual([]);
  });

  it('warns when there are more than anybody writes', async () => {
    const files = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`${i}.ts`, COMMENT.repeat(900)]));
    const { comments, warnings } = await collect(makeRepository(files));
    expect(comments).toHaveLength(20_000);
    expect(warnings[0]).toContain('more than 20000');
  });
});
