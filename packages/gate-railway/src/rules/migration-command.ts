import { simpleCommands } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { isFileDatabase, migrationOf } from '../commands/migrations.js';
import { builtStages } from '../documents/variables.js';
import { usesVolume } from '../services/volumes.js';
import type { ServiceModel } from '../services/model.js';
import { placeOfStart } from '../services/places.js';
import { settingsOf } from '../services/settings.js';
import type { Report, RailwayRule } from '../rule.js';

export const migrationCommand: RailwayRule = {
  id: 'railway/migration-command',
  name: 'MigrationCommand',
  summary: 'Migrations run with the start or the build of a service instead of before its deployment.',
  description:
    'Reports Prisma, Drizzle, Alembic, Django, Rails, Flyway and other migrations in a start command (info), in a build command, and in a RUN line of the Dockerfile (medium), through package scripts too. Silent for a database in a file, and for a service with a volume: those have to migrate where the file is. `prisma generate` changes no database.',
  why: 'In the start command every replica migrates at once, and the health check waits for it. A build has no private network: it does not find the database, or changes the schema before anybody knows whether the new code starts.',
  remediation:
    'Move the migration to `deploy.preDeployCommand`, which runs once between build and deployment.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "npx prisma migrate deploy && node server.js"',
    after: '[deploy]\npreDeployCommand = "npx prisma migrate deploy"\nstartCommand = "node server.js"',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-025', 'RLY-URL-008'],
  references: [
    'https://docs.railway.com/deployments/pre-deploy-command',
    'https://docs.railway.com/networking/private-networking/how-it-works#build-vs-runtime',
  ],
  since: '0.1.0',
  checks: {
    *service(model) {
      if (!keepsFile(model)) yield* [...atStart(model), ...inBuild(model)];
    },
    *dockerfile({ document, services }) {
      if (!services.some((one) => one.known) || services.some(keepsFile)) return;
      for (const { instructions } of builtStages(document)) {
        for (const { keyword, raw, region } of instructions) {
          if (keyword !== 'RUN' || isFileDatabase(raw)) continue;
          const found = migrationIn(simpleCommands(raw));
          if (found !== undefined)
            yield { message: buildMessage(found), at: { path: document.path, region } };
        }
      }
    },
  },
};

function atStart(model: ServiceModel): Report[] {
  return model.starts.flatMap((start) => {
    const found = migrationIn(start.runs.map((run) => run.words));
    const at = placeOfStart(model, start);
    // A service that only migrates is a job, and the command is what it is for.
    const isJob = start.runs.every((run) => migrationOf(run.words) !== undefined);
    if (found === undefined || !at || isJob || isFileDatabase(start.command)) return [];
    const message = `${cleanText(found)} runs at every start, in every replica. Move it to deploy.preDeployCommand.`;
    return [{ message, severity: 'info', at }];
  });
}

function inBuild({ buildRuns }: ServiceModel): Report[] {
  return buildRuns.flatMap(({ words, place, assignments = [] }) => {
    const found = migrationOf(words);
    if (found === undefined || !place || isFileDatabase([...assignments, ...words].join(' '))) return [];
    return [{ message: buildMessage(found), at: place }];
  });
}

function migrationIn(commands: readonly (readonly string[])[]): string | undefined {
  for (const words of commands) {
    const bare = words[0] === 'npx' || words[0] === 'bunx' || words[0] === 'pnpx' ? words.slice(1) : words;
    const found = migrationOf(bare);
    if (found !== undefined) return found;
  }
  return undefined;
}

function buildMessage(found: string): string {
  return `${cleanText(found)} runs in the build, which has no private network. Move it to deploy.preDeployCommand.`;
}

/** A database in a file, or a volume that may hold one. */
function keepsFile(model: ServiceModel): boolean {
  const { config, code, dockerfile } = model;
  if (config && settingsOf(config, 'deploy', 'requiredMountPath').length > 0) return true;
  if (dockerfile && (usesVolume(dockerfile, [model]) || /\bsqlite/i.test(dockerfile.text))) return true;
  return code.some((facts) =>
    facts.env.some(
      ({ name, fallback }) =>
        name === 'RAILWAY_VOLUME_MOUNT_PATH' ||
        (fallback?.kind === 'literal' && /^(?:sqlite|file:)/i.test(String(fallback.value))),
    ),
  );
}
