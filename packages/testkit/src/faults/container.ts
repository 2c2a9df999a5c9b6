import { BY_RUNNER_WITH_ENGINES, fault, impossible, type FaultRow } from './fault.js';
import { fileFaults } from './files.js';

const DOCKERFILE = 'Dockerfile';
const files = fileFaults(DOCKERFILE, '# a comment\n', 'RUN npm ci\n');

/**
 * Of the container gate, where there is neither a container engine nor a scanner: what a real one says of real images is in the
 * gate's own tests.
 */
export const containerFaults: FaultRow = {
  ...BY_RUNNER_WITH_ENGINES,
  ...files,
  NEED_UNMET: fault('NEED_UNMET', {
    how: 'There is a Dockerfile, and no container engine.',
    files: { [DOCKERFILE]: 'FROM scratch\nUSER 1000\n' },
    message: /^There is no socket at unix:\/\/\/no-such-folder\/docker\.sock \(DOCKER_HOST\)\./,
    remedy:
      'Start the engine: `sudo systemctl start docker` on Debian, Docker Desktop or `colima start` on macOS, `systemctl --user start podman.socket` for Podman. `docker version` must show a server.',
  }),
  DATA_STALE: fault('DATA_STALE', {
    how: 'The database of vulnerabilities is older than `maxDataAge`.',
    files: { [DOCKERFILE]: 'FROM scratch\nUSER 1000\n', 'railgate.json': '{ "maxDataAge": "1h" }' },
    message: /^Trivy's database is 24 hours old; the limit is 1 hour\./,
    remedy: 'Run `railgate db update trivy`, or raise `--max-data-age` if you accept the age.',
  }),
  PART_SKIPPED: fault('PART_SKIPPED', {
    how: 'A `FROM` names an argument without a default.',
    stub: 'gap.PART_SKIPPED',
    message: /^The stub left a gap of PART_SKIPPED\./,
  }),
  SOURCE_MISSING: fault('SOURCE_MISSING', {
    how: 'A base image is not on this machine, and nothing may be fetched.',
    stub: 'gap.SOURCE_MISSING',
    message: /^The stub left a gap of SOURCE_MISSING\./,
  }),
  NAME_UNSAFE: impossible('The file list says it, once for all gates (`discover`).'),
  STATE_CHANGED: impossible('`railgate judge` says it, once for all gates (`discover`).'),
  HISTORY_INCOMPLETE: impossible('It does not look into the history.'),
};
