import { DEPENDENCY_FAULTS, PINNED } from './dependencies.js';
import { fault, type FaultRow } from './fault.js';

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

/** Of the SCA gate, with the database of the example and without the network. */
export const scaFaults: FaultRow = {
  ...DEPENDENCY_FAULTS,
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
};
