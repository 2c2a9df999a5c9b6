import { BY_RUNNER_WITH_ENGINES, fault, impossible } from './fault.js';
import { fileFaults } from './files.js';

const { FILE_BINARY, FILE_ENCODING, FILE_UNREADABLE } = fileFaults('requirements.txt', '# a comment\n', '');

export const PINNED = 'requests==2.32.5\n';

/** What the gates have in common that read manifests and lockfiles. */
export const DEPENDENCY_FAULTS = {
  ...BY_RUNNER_WITH_ENGINES,
  FILE_BINARY,
  FILE_ENCODING,
  FILE_UNREADABLE,
  FILE_UNPARSEABLE: fault('FILE_UNPARSEABLE', {
    how: 'A lockfile is truncated.',
    files: { 'package-lock.json': '{\n  "lockfileVersion": 3,\n  "packages": {\n' },
    message: /^package-lock\.json does not parse at line 4\. .*truncated/,
  }),
  FILE_TOO_LARGE: fault('FILE_TOO_LARGE', {
    how: 'A `package.json` is larger than any that people write.',
    files: { 'apps/web/package.json': `{ "name": "web", "description": "${'a'.repeat(17 * 1024 * 1024)}" }` },
    message: /^apps\/web\/package\.json has \d+ bytes; this gate reads files up to \d+ bytes\./,
  }),
  PART_SKIPPED: fault('PART_SKIPPED', {
    how: 'A requirements file includes one that is not there.',
    files: { 'requirements.txt': `-r base.txt\n${PINNED}` },
    message: /base\.txt/,
  }),
  NAME_UNSAFE: impossible('The file list says it, once for all gates (`discover`).'),
  STATE_CHANGED: impossible('`railgate judge` says it, once for all gates (`discover`).'),
  HISTORY_INCOMPLETE: impossible('It does not look into the history.'),
};
