import { simpleCommands } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import { programOf } from '../commands/programs.js';
import { builtStages } from '../documents/variables.js';
import type { RailwayRule } from '../rule.js';

export const privateNetworkInBuild: RailwayRule = {
  id: 'railway/private-network-in-build',
  name: 'PrivateNetworkInBuild',
  summary: 'A build asks something on the private network, which it has not.',
  description:
    'Reports commands of a build (`build.buildCommand`, the `build` script, RUN) that name a host under railway.internal or RAILWAY_PRIVATE_DOMAIN, and clients of databases (psql, pg_isready, mysql, redis-cli, mongosh) that are given DATABASE_URL and its like. Silent on commands that only write a text: echo, printf, sed, export. Migrations in a build have a rule of their own, `railway/migration-command`; `prisma generate` asks nobody.',
  why: 'The private network exists for running deployments only. The build fails with ENOTFOUND or a timeout, or waits for a database that it will never see.',
  remediation:
    'Do it in deploy.preDeployCommand, which runs inside of the network, or when the service starts.',
  example: {
    language: 'toml',
    before: '[build]\nbuildCommand = "psql $DATABASE_URL -f schema.sql && npm run build"',
    after:
      '[build]\nbuildCommand = "npm run build"\n[deploy]\npreDeployCommand = "psql $DATABASE_URL -f schema.sql"',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-URL-008'],
  references: ['https://docs.railway.com/networking/private-networking/how-it-works#build-vs-runtime'],
  since: '0.1.0',
  checks: {
    *service({ buildRuns }) {
      for (const { words, place, assignments = [] } of buildRuns) {
        const what = asksFor([...assignments, ...words]);
        if (what !== undefined && place) yield { message: message(what), at: place };
      }
    },
    *dockerfile({ document, services }) {
      if (!services.some((one) => one.known)) return;
      for (const { instructions } of builtStages(document)) {
        for (const { keyword, raw, region } of instructions) {
          if (keyword !== 'RUN') continue;
          const what = simpleCommands(raw)
            .map(asksFor)
            .find((one) => one !== undefined);
          if (what !== undefined) yield { message: message(what), at: { path: document.path, region } };
        }
      }
    },
  },
};

function message(what: string): string {
  return `The build asks ${cleanText(what)}, and a build has no private network: do it in deploy.preDeployCommand or at start.`;
}

/** Assignments, and words of the shell. */
const BEFORE = /^(?:[A-Za-z_]\w*=.*|until|while|if|then|else|elif|do|!|time|npx)$/s;
/** Programs that write what they are given, and ask nobody. */
const WRITERS = /^(?:echo|printf|cat|sed|awk|export|tee|test|\[|envsubst|touch|perl|grep|set|#.*)$/;
const CLIENTS =
  /^(?:psql|pg_isready|pg_dump|mysql|mysqladmin|mariadb|redis-cli|mongosh|mongo|wait-for-it(?:\.sh)?|nc|dockerize)$/;
const ADDRESS =
  /\$\{?(?:DATABASE_URL|DATABASE_PRIVATE_URL|POSTGRES_URL|PGHOST|REDIS_URL|REDISHOST|MYSQL_URL|MYSQLHOST|MONGO_URL|MONGOHOST)\b/;

/** What a command connects to. */
function asksFor(words: readonly string[]): string | undefined {
  const first = words.findIndex((word) => !BEFORE.test(word));
  if (first < 0) return undefined;
  const { name } = programOf(words.slice(first));
  if (WRITERS.test(name)) return undefined;
  const text = words.join(' ').slice(0, 5000);
  const host = /[\w-]{1,60}\.railway\.internal\b|\$\{?RAILWAY_PRIVATE_DOMAIN\b/.exec(text)?.[0];
  if (host !== undefined) return host.replace(/^\$\{?/, '');
  return CLIENTS.test(name) ? ADDRESS.exec(text)?.[0].replace(/^\$\{?/, '') : undefined;
}
