import { BY_RUNNER_WITH_ENGINES, fault, impossible, type FaultRow } from './fault.js';
import { fileFaults } from './files.js';

/** Of the lint gate. */
export const lintFaults: FaultRow = {
  ...BY_RUNNER_WITH_ENGINES,
  ...fileFaults('source.ts', '// a comment\n', 'function (((\n'),
  NEED_UNMET: impossible('Its engines are libraries of the package; nothing else is needed.'),
  DATA_STALE: impossible('It asks no advisory data.'),
  NAME_UNSAFE: impossible('The file list says it, once for all gates (`discover`).'),
  STATE_CHANGED: impossible('`railgate judge` says it, once for all gates (`discover`).'),
  PART_SKIPPED: fault('PART_SKIPPED', {
    how: 'A regular expression is too large to be analysed.',
    files: { 'source.js': `export const pattern = /^${'a+b'.repeat(1000)}$/;\n` },
    message: /^source\.js holds a regular expression that is too large/,
  }),
  HISTORY_INCOMPLETE: impossible('It reads no history.'),
  SOURCE_MISSING: fault('SOURCE_MISSING', {
    how: 'The parser of a language does not load.',
    stub: 'gap.SOURCE_MISSING',
    message: /^The stub left a gap of SOURCE_MISSING\./,
  }),
};
