import { BY_RUNNER, impossible, type FaultRow } from './fault.js';
import { fileFaults } from './files.js';

/** Of the gate container. */
export const containerFaults: FaultRow = {
  ...BY_RUNNER,
  ...fileFaults('notes.md', 'a line\n', ''),
  FILE_UNPARSEABLE: impossible('It reads plain text, and every text is one.'),
  NEED_UNMET: impossible('It needs nothing but the files.'),
  DATA_STALE: impossible('It asks no advisory data.'),
  NAME_UNSAFE: impossible('The file list says it, once for all gates (`discover`).'),
  PART_SKIPPED: impossible('It reads every file to the end.'),
  ENGINE_FAILED: impossible('It has one engine; when that fails, the gate is broken.'),
  SOURCE_MISSING: impossible('It reads its files by itself and asks no other source.'),
  HISTORY_INCOMPLETE: impossible('It does not look into the history.'),
};
