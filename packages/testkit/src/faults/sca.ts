import { BY_RUNNER_WITH_ENGINES, fault, impossible, type FaultRow } from './fault.js';
import { fileFaults } from './files.js';

const { FILE_BINARY, FILE_ENCODING, FILE_UNREADABLE } = fileFaults('requirements.txt', '# a comment\n', '');

/** An ecosystem that the database of the tests does not have. */
const GEMS = `GEM
  remote: https://gems.example/
  specs:
    rack (2.2.3)

PLATFORMS
  ruby

DEPENDENCIES
  rack
`;
const PINNED = 'requests==2.32.5\n';

/** Of the SCA gate, with the database of the example and without the network. */
export const scaFaults: FaultRow = {
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
  NEED_UNMET: fault('NEED_UNMET', {
    how: 'There are only Ruby gems, no database of advisories has them, and nobody may be asked.',
    files: { 'Gemfile.lock': GEMS },
    message: /^No source answered for 1 RubyGems package of Gemfile\.lock\. /,
    remedy:
      'Run `railgate db update RubyGems`, or `railgate db import DIR` where there is no network; or run without `--offline`.',
  }),
  SOURCE_MISSING: fault('SOURCE_MISSING', {
    how: 'There are Ruby gems beside Python packages, and only the latter are in the database.',
    files: { 'Gemfile.lock': GEMS, 'requirements.txt': PINNED },
    message: /^No source answered for 1 RubyGems package of Gemfile\.lock\. /,
    remedy:
      'Run `railgate db update RubyGems`, or `railgate db import DIR` where there is no network; or run without `--offline`.',
  }),
  DATA_STALE: fault('DATA_STALE', {
    how: 'The database is older than `maxDataAge`.',
    files: { 'requirements.txt': PINNED, 'railgate.json': JSON.stringify({ maxDataAge: '1h' }) },
    message: /the newest record of PyPI is \d+/,
    remedy: 'Run `railgate db update PyPI`, or raise `--max-data-age` if you accept the age.',
  }),
  NAME_UNSAFE: impossible('The file list says it, once for all gates (`discover`).'),
  HISTORY_INCOMPLETE: impossible('It does not look into the history.'),
};
