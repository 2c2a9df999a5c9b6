import { BY_RUNNER_WITH_ENGINES, fault, impossible, type FaultRow } from './fault.js';
import { fileFaults } from './files.js';

const { FILE_UNREADABLE } = fileFaults('notes.md', 'a line\n', '');

/** Beyond what the gate reads of a text in UTF-16, which it has to decode as a whole. */
const LARGE_UTF16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.alloc(33 * 1024 * 1024, 'a\0')]);

/** Of the secrets gate. */
export const secretsFaults: FaultRow = {
  ...BY_RUNNER_WITH_ENGINES,
  FILE_UNREADABLE,
  FILE_UNPARSEABLE: fault('FILE_UNPARSEABLE', {
    how: 'A source file that reads the environment has a syntax error.',
    files: { 'apps/api/src/settings.ts': 'export const key = process.env.API_KEY ?? (;\n' },
    message: /^apps\/api\/src\/settings\.ts has a syntax error/,
  }),
  FILE_TOO_LARGE: fault('FILE_TOO_LARGE', {
    how: 'A text in UTF-16 is larger than what the gate decodes.',
    files: { 'notes.txt': LARGE_UTF16 },
    message: /^notes\.txt has \d+ bytes; this gate reads such files up to \d+ bytes\.$/,
  }),
  FILE_BINARY: impossible('Binary files hold no text to look at: they are listed as not scanned.'),
  FILE_ENCODING: impossible('It looks at bytes, whatever they mean to others.'),
  PART_SKIPPED: fault('PART_SKIPPED', {
    how: 'A rule in `.gitleaks.toml` has an expression that cannot be used.',
    files: { '.gitleaks.toml': "[[rules]]\nid = 'own'\nregex = '(unclosed'\n" },
    message: /^The rule own of \.gitleaks\.toml cannot run: /,
    remedy: 'Write its pattern in the syntax of RE2, or take the rule out.',
  }),
  NEED_UNMET: fault('NEED_UNMET', {
    how: 'The history of a branch is asked for that the clone does not have.',
    files: { 'railgate.json': configured({ history: 'no-such-branch..HEAD' }) },
    message: /^Git knows no revision no-such-branch, which the range no-such-branch\.\.HEAD names\.$/,
    remedy:
      'Give revisions that `git log` knows, or `all`; in a clone that lacks them, fetch them first: `git fetch origin`.',
  }),
  HISTORY_INCOMPLETE: fault('HISTORY_INCOMPLETE', {
    how: 'The history holds a file that Git LFS keeps elsewhere.',
    files: {
      'railgate.json': configured({ history: true }),
      'film.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 1\n`,
    },
    message: /^1 version of a file in the history is kept by Git LFS and is not in this clone\.$/,
    remedy: 'Run `git lfs fetch --all`, then look again.',
  }),
  DATA_STALE: impossible('It asks no advisory data.'),
  NAME_UNSAFE: impossible('The file list says it, once for all gates (`discover`).'),
  STATE_CHANGED: impossible('`railgate judge` says it, once for all gates (`discover`).'),
  SOURCE_MISSING: impossible('It reads its files by itself and asks no other source.'),
};

function configured(options: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ gates: { secrets: options } });
}
