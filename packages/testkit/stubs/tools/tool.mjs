/** Fake tools for tests of what runs tools: `node tool.mjs <behaviour> [arguments of the caller]`. */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const REPORT = { findings: [{ id: 'STUB-1' }] };

const BEHAVIOURS = {
  answers: () => print(REPORT, 0),
  'answers-1': () => print(REPORT, 1),
  /** Says what it was given, for tests of arguments and environment. */
  echoes: (args) => print({ arguments: args, environment: process.env, cwd: process.cwd() }, 0),
  crashes: () => {
    process.stderr.write('stub: the database is locked\n');
    process.exitCode = 70;
  },
  'is-killed': () => process.kill(process.pid, 'SIGKILL'),
  hangs: () => setInterval(() => undefined, 60_000),
  'ignores-sigterm': () => {
    process.on('SIGTERM', () => undefined);
    process.on('SIGINT', () => undefined);
    setInterval(() => undefined, 60_000);
  },
  /** The first argument is the file that gets the process ids of the tool, its child and its grandchild. */
  'leaves-children': ([file]) => {
    const inner = `setInterval(() => undefined, 60_000)`;
    const outer = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(inner)}], { detached: true, stdio: 'ignore' });
      process.stdout.write(String(child.pid));
      setInterval(() => undefined, 60_000);`;
    const child = spawn(process.execPath, ['-e', outer], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child.stdout.once('data', (text) => {
      writeFileSync(file, JSON.stringify([process.pid, child.pid, Number(String(text))]));
    });
    setInterval(() => undefined, 60_000);
  },
  'half-json': () => process.stdout.write('{"findings": [{"id": "STUB-'),
  'no-output': () => undefined,
  'not-json': () => process.stdout.write('Everything is fine.\n'),
  /** Found something and says by its exit code that it did not. */
  contradicts: () => print(REPORT, 0),
  /** Never stops writing. */
  floods: () => {
    const block = 'x'.repeat(64 * 1024);
    const write = () => {
      while (process.stdout.write(block));
      process.stdout.once('drain', write);
    };
    process.stdout.on('error', () => process.exit(1));
    write();
  },
  /** Waits for input that never comes: standard input must be closed. */
  'reads-input': () => {
    process.stdin.resume();
    process.stdin.once('end', () => print({ input: 'closed' }, 0));
  },
};

const [name, ...args] = process.argv.slice(2);
const behaviour = BEHAVIOURS[name];
if (!behaviour)
  throw new Error(`The stub tool has no behaviour ${name}. It has: ${Object.keys(BEHAVIOURS).join(', ')}.`);
behaviour(args);

function print(value, exitCode) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
  process.exitCode = exitCode;
}
