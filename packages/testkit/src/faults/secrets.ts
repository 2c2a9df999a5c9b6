import { BY_RUNNER, fault, impossible, type FaultRow } from './fault.js';
import { fileFaults } from './files.js';

/** Of the gate secrets. */
export const secretsFaults: FaultRow = {
  ...BY_RUNNER,
  ...fileFaults('notes.md', 'a line\n', ''),
  FILE_UNPARSEABLE: impossible('It reads plain text, and every text is one.'),
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
  PART_SKIPPED: impossible('It reads every file to the end.'),
  ENGINE_FAILED: impossible('It has one engine; when that fails, the gate is broken.'),
  SOURCE_MISSING: impossible('It reads its files by itself and asks no other source.'),
};

function configured(options: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ gates: { secrets: options } });
}
