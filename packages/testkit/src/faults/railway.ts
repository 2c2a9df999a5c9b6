import { BY_RUNNER, fault, impossible, type FaultRow } from './fault.js';
import { fileFaults } from './files.js';

const files = fileFaults('apps/api/railway.toml', '# a comment\n', '[build\nbuilder = \n');

/** Of the Railway gate. */
export const railwayFaults: FaultRow = {
  ...BY_RUNNER,
  ...files,
  // Railway would refuse the file too, so the fault is a finding first.
  FILE_UNPARSEABLE: { ...files.FILE_UNPARSEABLE, exitCode: 1 },
  NEED_UNMET: impossible('Its parsers are libraries of the package; nothing else is needed.'),
  DATA_STALE: impossible('It asks no advisory data; the dates of deprecations are data that do not age.'),
  NAME_UNSAFE: impossible('The file list says it, once for all gates (`discover`).'),
  STATE_CHANGED: impossible('`railgate judge` says it, once for all gates (`discover`).'),
  PART_SKIPPED: fault('PART_SKIPPED', {
    how: 'The infrastructure is written in Python, which no parser here reads.',
    files: { '.railway/railway.py': 'from railway_sdk import define_railway\n' },
    message: /^\.railway\/railway\.py was not read/,
  }),
  ENGINE_FAILED: impossible('It has one engine; when that fails, the gate is broken.'),
  HISTORY_INCOMPLETE: impossible('It reads no history.'),
  SOURCE_MISSING: impossible('It reads its files by itself and asks no other source.'),
};
