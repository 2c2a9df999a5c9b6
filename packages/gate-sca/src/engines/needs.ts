import type { Need } from '@railgate/contract';

/** Shown by `railgate doctor`. Each adds an engine; a database (`railgate db`) or the network is enough. */
export const NEEDS: readonly Need[] = [
  {
    name: 'npm',
    kind: 'optional',
    why: 'Asks the registry with the client that installs, where npm is used.',
    version: ['--version'],
    install: 'It comes with Node (https://nodejs.org).',
  },
  {
    name: 'osv-scanner',
    kind: 'optional',
    why: 'Reads the lockfiles of Go, Ruby, Java, PHP, Rust and .NET with all their particularities.',
    version: ['--version'],
    install:
      'Install osv-scanner 2.4.0: `go install github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.4.0`, or https://google.github.io/osv-scanner/installation/.',
  },
  {
    name: 'safety',
    kind: 'optional',
    why: 'A second opinion on Python packages.',
    version: ['--version'],
    install: 'Install safety 3.8.1: `pipx install safety==3.8.1`.',
  },
  {
    name: 'pip-audit',
    kind: 'optional',
    why: 'A second opinion on Python packages.',
    version: ['--version'],
    install: 'Install pip-audit 2.10.1: `pipx install pip-audit==2.10.1`.',
  },
];
