// How long the command takes to say its version, beside Node doing nothing.
import { CLI, prepare } from '../launch/prepare.mjs';
import { compare } from './measure.mjs';

await prepare();
compare(
  'start',
  [
    { name: 'railgate --version', command: ['node', CLI, '--version'] },
    { name: 'node -e 0', command: ['node', '-e', '0'] },
    { name: 'railgate --help', command: ['node', CLI, '--help'] },
    { name: 'railgate rules', command: ['node', CLI, 'rules'] },
  ],
  { runs: 21 },
);
