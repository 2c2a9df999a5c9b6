import type { Need } from '@railgate/contract';

/** Shown by `railgate doctor`. */
export const NEEDS: readonly Need[] = [
  {
    name: 'npm',
    kind: 'optional',
    why: 'Asks the registry with the client that installs, where npm is used.',
  },
  {
    name: 'osv-scanner',
    kind: 'optional',
    why: 'Reads the lockfiles of Go, Ruby, Java, PHP, Rust and .NET.',
  },
  { name: 'safety', kind: 'optional', why: 'A second opinion on Python packages.' },
  { name: 'pip-audit', kind: 'optional', why: 'A second opinion on Python packages.' },
];
