import { existsSync, lstatSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

import { EXIT, UsageError, cleanText, type Workspace } from '@railgate/contract';
import type { Migration } from '@railgate/gate-railway/migrate';

import { defineCommand } from '../command.js';
import { GATES } from '../gates.js';
import { dryRunText, problemsText, summaryText } from './migrate-output.js';
import { SCAN_OPTIONS } from './run-options.js';

export const migrateCommand = defineCommand({
  name: 'migrate',
  positionals: '[path]',
  arity: [0, 1],
  summary:
    'Writes .railway/railway.ts from every railway.toml and railway.json, or says what it cannot carry.',
  options: {
    'dry-run': { type: 'boolean', help: 'write nothing; the file on stdout, all else on stderr' },
    service: {
      type: 'string',
      multiple: true,
      value: '[PATH=]NAME',
      help: "a service's name in Railway, PATH its config file or folder",
    },
    'project-name': { type: 'string', value: 'NAME', help: "the project's name in Railway" },
    repo: { type: 'string', value: 'OWNER/NAME', help: 'declare this GitHub repository as the source' },
    config: SCAN_OPTIONS.config,
  },
  async run({ positionals, options }, io) {
    const [runner, { wrapIndented }, { IAC_FILE, iacFiles, migrate }, { maskSecrets }] = await Promise.all([
      import('@railgate/runner'),
      import('@railgate/reporters'),
      import('@railgate/gate-railway/migrate'),
      import('@railgate/secrets'),
    ]);
    const { createFile, prepare } = runner;
    const { workspace } = await prepare(
      {
        root: resolve(io.cwd, positionals[0] ?? '.'),
        gates: GATES,
        env: io.env,
        configFile: options.config === undefined ? undefined : resolve(io.cwd, options.config),
      },
      {},
    );
    const target = join(workspace.root, IAC_FILE);
    const dryRun = options['dry-run'] ?? false;
    if (!dryRun) refuseExisting(workspace, iacFiles(workspace), target);
    const project = options['project-name'] ?? basename(workspace.root);
    const names = readNames(options.service ?? []);
    const migration = await migrate(workspace, { project, repository: readRepository(options.repo), names });
    if (!migration) throw nothingToMigrate();
    if ('problems' in migration) {
      io.stderr.write(maskSecrets(problemsText(migration.problems)));
      return EXIT.incomplete;
    }
    checkNames(names, migration);
    if (dryRun) io.stdout.write(dryRunText(maskSecrets(migration.text)));
    else write(() => createFile(target, migration.text));
    const output = dryRun ? io.stderr : io.stdout;
    const guessedProject = options['project-name'] === undefined ? project : undefined;
    const { columns = 100 } = output;
    const wrap = (line: string, indent: string, first: string): string[] =>
      wrapIndented(maskSecrets(line), columns, indent, first);
    output.write(summaryText(migration, { dryRun, guessedProject, wrap }));
    return migration.services.some(({ left }) => left.some(({ isLost }) => isLost))
      ? EXIT.incomplete
      : EXIT.clean;
  },
});

/** @throws {UsageError} */
function refuseExisting({ root }: Workspace, iac: readonly string[], target: string): void {
  const [known] = iac.filter((path) => path.startsWith('.railway/'));
  const existing = known ?? (existsSync(target) ? '.railway/railway.ts' : undefined);
  if (existing !== undefined) {
    throw new UsageError(
      `${cleanText(existing)} is there already, and is never overwritten.`,
      'See what would be written with `railgate migrate --dry-run`, and add its services by hand.',
    );
  }
  const folder = lstatSync(join(root, '.railway'), { throwIfNoEntry: false });
  if (folder && !folder.isDirectory())
    throw new UsageError('.railway is no folder, or a link to one.', 'Remove it, and run it again.');
}

/** @throws {UsageError} */
function write(action: () => void): void {
  try {
    action();
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `.railway/railway.ts cannot be written: ${code}.`,
      'Mend that, or take the file from `railgate migrate --dry-run`.',
      { cause: error },
    );
  }
}

/** `apps/api=api`, or `api` for the only service. */
function readNames(values: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    values.map((value) => {
      const at = value.indexOf('=');
      const path = value
        .slice(0, Math.max(at, 0))
        .replace(/^\.\/(?=.)/, '')
        .replace(/(?<=.)\/$/, '');
      const name = value.slice(at + 1).trim();
      if (name !== '' && (at === -1 || path !== '')) return [path, name];
      throw new UsageError(
        `--service takes NAME or PATH=NAME, not ${JSON.stringify(value)}.`,
        'For example `--service apps/api=api`.',
      );
    }),
  );
}

/** @throws {UsageError} where a name is for no service. */
function checkNames(names: ReadonlyMap<string, string>, { services }: Migration): void {
  for (const [path, name] of names) {
    const isUsed = services.some(({ configFile, root }) => path === configFile || path === root);
    if (isUsed || (path === '' && services.length === 1)) continue;
    throw new UsageError(
      path === ''
        ? `--service ${cleanText(name)} does not say which of ${services.length} services it is for.`
        : `--service names ${cleanText(path)}, where no service is.`,
      `Write PATH=NAME with one of: ${services.map(({ root }) => cleanText(root)).join(', ')}.`,
    );
  }
}

/** @throws {UsageError} */
function readRepository(value: string | undefined): string | undefined {
  if (value === undefined || /^[\w.-]+\/[\w.-]+$/.test(value)) return value;
  throw new UsageError(
    `--repo takes OWNER/NAME, not ${JSON.stringify(value)}.`,
    'As in the address on GitHub.',
  );
}

function nothingToMigrate(): UsageError {
  return new UsageError(
    'There is no railway.toml or railway.json to migrate.',
    'Name config files that Railway finds by a path of their own under `services` in railgate.json.',
  );
}
