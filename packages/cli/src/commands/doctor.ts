import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { promisify } from 'node:util';

import { EXIT, VERSION, type Gate } from '@railgate/contract';

import { defineCommand } from '../command.js';
import type { Check } from '../doctor/check.js';
import { checkNeeds } from '../doctor/needs.js';
import { loadGates } from '../load-gates.js';

export const doctorCommand = defineCommand({
  name: 'doctor',
  positionals: '',
  arity: [0, 0],
  summary: 'Says what is there, what is missing, and the command that mends it.',
  options: {
    pin: {
      type: 'boolean',
      help: "fetch Trivy's image, and write its digest into your own configuration",
    },
    'trivy-image': {
      type: 'string',
      value: 'IMAGE',
      help: 'with --pin: name and tag of the image (default: ghcr.io/aquasecurity/trivy)',
    },
    json: { type: 'boolean', help: 'as JSON' },
  },
  async run({ options }, io) {
    if (options.pin) return (await import('../doctor/pin.js')).pin(options, io);
    const [gates, { runDate }, { checkDatabase }, { CONTAINER_NEEDS, checkContainer }] = await Promise.all([
      loadGates(),
      import('@railgate/runner'),
      import('../doctor/database.js'),
      import('../doctor/container.js'),
    ]);
    const today = runDate(io.env, new Date());
    const container = gates.find(({ meta }) => meta.id === 'container');
    const checks = [
      checkNode(),
      await checkGit(),
      checkFolder(io.cwd),
      ...gates.map(checkGate),
      ...(await checkNeeds(gates, CONTAINER_NEEDS)),
      ...(await checkDatabase(io.env, today)),
      ...(container ? await checkContainer(container, io, today) : []),
    ];
    if (options.json) io.stdout.write(`${JSON.stringify({ version: VERSION, checks }, null, 2)}\n`);
    else for (const check of checks) io.stdout.write(lineOf(check));
    return checks.some(({ state }) => state === 'missing') ? EXIT.incomplete : EXIT.clean;
  },
});

function checkNode(): Check {
  return { name: 'node', state: 'ok', found: process.versions.node };
}

async function checkGit(): Promise<Check> {
  try {
    const { stdout } = await promisify(execFile)('git', ['--version'], { timeout: 5000 });
    return { name: 'git', state: 'ok', found: stdout.replace('git version', '').trim() };
  } catch {
    return {
      name: 'git',
      state: 'note',
      found: 'not found; the file list comes from the folder, without what .gitignore says',
      remedy: 'Install git, for instance with `apt-get install git` or `brew install git`.',
    };
  }
}

function checkFolder(folder: string): Check {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK);
    return { name: 'folder', state: 'ok', found: 'readable, and reports can be written here' };
  } catch {
    return {
      name: 'folder',
      state: 'note',
      found: 'this folder is not writable',
      remedy: 'Give the reports a place with `railgate run --out DIR`.',
    };
  }
}

/** A gate asks its engines for a canary in every run; here it is enough that its needs are named and it loads. */
function checkGate(gate: Gate): Check {
  const needs = gate.meta.needs.map(({ name, kind }) => (kind === 'optional' ? `${name} (optional)` : name));
  const found = needs.length === 0 ? 'needs nothing but Node' : `needs ${needs.join(', ')}`;
  return { name: `gate ${gate.meta.id}`, state: 'ok', found: `${gate.rules.length} rules, ${found}` };
}

function lineOf({ name, state, found, remedy }: Check): string {
  const line = `${state.padEnd(8)}${name.padEnd(13)} ${found}\n`;
  return remedy === undefined ? line : `${line}${' '.repeat(22)}${remedy}\n`;
}
