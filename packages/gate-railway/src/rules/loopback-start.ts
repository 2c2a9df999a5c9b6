import { cleanText, type Fix } from '@railgate/contract';

import { programOf } from '../commands/programs.js';
import { editWithin } from '../fixes/in-place.js';
import { exposedRuns, type ExposedRun } from '../services/exposed-runs.js';
import { placeOfStart, severityFor } from '../services/places.js';
import type { RailwayRule } from '../rule.js';

export const loopbackStart: RailwayRule = {
  id: 'railway/loopback-start',
  name: 'LoopbackStart',
  summary:
    'A start command binds the server to the loopback address, where nobody outside of the container reaches it.',
  description:
    'Reports `--host 127.0.0.1`, `-b localhost:8000`, `HOST=127.0.0.1` in front and the like, in what starts the service, package scripts and the CMD of a Dockerfile included. Workers and cron services are left out, and so are servers behind nginx or Caddy in the same container. Low where nothing but a Dockerfile says that the folder is a service.',
  why: 'Railway sends requests to the address of the container. The health check fails, and visitors get 502 "Application failed to respond".',
  remediation: 'Bind `0.0.0.0`, or `::` for IPv4 and IPv6.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "gunicorn -b 127.0.0.1:$PORT app:app"',
    after: '[deploy]\nstartCommand = "gunicorn -b 0.0.0.0:$PORT app:app"',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CMD-005'],
  references: ['https://docs.railway.com/networking/troubleshooting/application-failed-to-respond'],
  since: '0.1.0',
  checks: {
    *service(model) {
      for (const exposed of exposedRuns(model)) {
        const found = loopbackOf(exposed.run.words) ?? assigned(exposed.run.assignments ?? []);
        const at = exposed.run.place ?? placeOfStart(model, exposed.start);
        if (found === undefined || !at) continue;
        const fix = repair(exposed, found);
        yield {
          message: `${cleanText(found)} is reached from inside of the container only. Bind ${reachable(found)}.`,
          severity: severityFor(model, 'high'),
          at,
          ...(fix && { fix }),
        };
      }
    },
  },
};

const FLAGS: ReadonlySet<string> = new Set([
  '--host', '-H', '--bind', '-b', '--hostname', '--address', '--server.address', '--listen', '-l', '--ip', '--addr',
  '--binding', '--listen-ip',
]); // prettier-ignore
/** Their flags name the server that they call. */
const CLIENTS: ReadonlySet<string> = new Set([
  'psql', 'pg_isready', 'pg_dump', 'mysql', 'mysqladmin', 'redis-cli', 'mongosh', 'curl', 'wget', 'nc', 'ssh', 'wait-on',
  'wait-for-it.sh', 'wait-for-it', 'wait-for', 'dockerize', 'celery', 'rq', 'arq', 'flyway', 'liquibase', 'prisma',
  'alembic', 'redis-server', 'postgres',
]); // prettier-ignore
const LOOPBACK =
  /^(?:https?:\/\/|tcp:\/\/)?(?:127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|\[::1\]|::1)(?::.{0,20})?$/;

/** The address as it is written, with its port. */
function loopbackOf(words: readonly string[]): string | undefined {
  const program = programOf(words);
  if (CLIENTS.has(program.name)) return undefined;
  const isFlag = (word: string) =>
    FLAGS.has(word) || (word === '-o' && /^(?:ruby|rackup)$/.test(program.name));
  for (const [index, word] of words.entries()) {
    const equals = word.indexOf('=');
    const joined = equals > 0 && FLAGS.has(word.slice(0, equals)) ? word.slice(equals + 1) : undefined;
    const value = joined ?? (isFlag(word) ? words[index + 1] : undefined);
    if (value !== undefined && LOOPBACK.test(value)) return value;
  }
  const listen = program.name === 'php' && program.arguments[0] === '-S' ? program.arguments[1] : undefined;
  return listen !== undefined && LOOPBACK.test(listen) ? listen : undefined;
}

function assigned(assignments: readonly string[]): string | undefined {
  const last = assignments.findLast((one) =>
    /^(?:HOST|HOSTNAME|BIND|ADDRESS|UVICORN_HOST|LISTEN_HOST)=/.test(one),
  );
  const value = last?.slice(last.indexOf('=') + 1);
  return value !== undefined && LOOPBACK.test(value) ? value : undefined;
}

function reachable(address: string): string {
  return cleanText(address.replace(/127\.\d+\.\d+\.\d+|localhost/, '0.0.0.0').replace('::1', '::'));
}

/** In a package script it is for a person: the same script may run on a desk. */
function repair({ start, run }: ExposedRun, found: string): Fix | undefined {
  if (run.text === undefined || !run.place) return undefined;
  const file = { path: run.place.path, text: run.text, region: run.place.region };
  const edit = editWithin(file, found, reachable(found));
  const isOwn = run.place === start.place && start.source !== 'package-script';
  return edit && { description: `Bind ${reachable(found)}.`, safe: isOwn, edits: [edit] };
}
