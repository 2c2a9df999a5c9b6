import { BY_RUNNER, fault, impossible, type FaultRow } from './fault.js';
import { fileFaults } from './files.js';

/** Of the lint gate. */
export const lintFaults: FaultRow = {
  ...BY_RUNNER,
  ...fileFaults('source.ts', '// a comment\n', 'function (((\n'),
  NEED_UNMET: impossible('Its engines are libraries of the package; nothing else is needed.'),
  DATA_STALE: impossible('It asks no advisory data.'),
  NAME_UNSAFE: impossible('The file list says it, once for all gates (`discover`).'),
  PART_SKIPPED: fault('PART_SKIPPED', {
    how: 'A Vue component holds a script in a language that no engine reads.',
    files: { 'page.vue': '<script lang="coffee">\nalert 1\n</script>\n' },
    message: /^page\.vue .*coffee/,
  }),
  ENGINE_FAILED: impossible(
    'Each engine reads files of its own, so one that fails leaves nothing known: the gate is broken.',
  ),
  SOURCE_MISSING: impossible('It has an engine for each language that it names.'),
};
