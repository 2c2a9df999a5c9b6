import { cleanText } from '@railgate/contract';

import { devServer } from '../commands/dev-servers.js';
import { isHttpServer, programOf } from '../commands/programs.js';
import type { ServiceModel } from '../services/model.js';
import { settingsOf } from '../services/settings.js';
import type { RunCommand } from '../services/start.js';
import type { RailwayRule } from '../rule.js';

export const cronNeverEnds: RailwayRule = {
  id: 'railway/cron-never-ends',
  name: 'CronNeverEnds',
  summary: 'A cron service starts a program that does not end.',
  description:
    'Reports a cron schedule where the start command is a web server, a queue worker, a scheduler (`celery beat`, `clockwork`) or a watcher, or where the code that it loads begins to listen. A listener that runs in development only, or that the job does not load, is not reported. Schedulers inside of the code (`node-cron`, `setInterval`) are not seen.',
  why: 'Railway skips a run while the one before is still going. A server never ends, so it runs once, for ever, and the schedule is dead.',
  remediation: 'Start a script that does the work once and exits; close its database connections at the end.',
  example: {
    language: 'toml',
    before: '[deploy]\ncronSchedule = "0 3 * * *"\nstartCommand = "uvicorn main:app"',
    after: '[deploy]\ncronSchedule = "0 3 * * *"\nstartCommand = "python jobs/nightly.py"',
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-CFG-022'],
  references: ['https://docs.railway.com/cron-jobs'],
  since: '0.1.0',
  checks: {
    *service(model) {
      const { config, start } = model;
      const [schedule] = config ? settingsOf(config, 'deploy', 'cronSchedule') : [];
      if (!config || !schedule || typeof schedule.value !== 'string' || schedule.value === '') return;
      const run = start?.runs.find(neverEnds);
      const listener = run ? undefined : listenerOf(model);
      if (!run && !listener) return;
      const what = run ? programOf(run.words).name : `the ${listener?.framework ?? ''} server`;
      const place = run?.place ?? listener?.place;
      yield {
        message: `${cleanText(what)} does not end by itself, so the schedule runs once and never again. Start a script that does the work and exits.`,
        at: config.place(schedule.pointer, 'value'),
        ...(place && { related: [{ ...place, message: 'This goes on.' }] }),
      };
    },
  },
};

const ENDLESS: ReadonlySet<string> = new Set(['sidekiq', 'clockwork', 'pm2-runtime', 'rqscheduler', 'supervisord', 'crond', 'supercronic']); // prettier-ignore

function neverEnds({ words }: RunCommand): boolean {
  const { name, arguments: args } = programOf(words);
  if (isHttpServer(words) || devServer(words) !== undefined || ENDLESS.has(name)) return true;
  if (name === 'celery') return args.includes('worker') || args.includes('beat');
  if (name === 'rq') return args.includes('worker') && !args.includes('--burst') && !args.includes('-b');
  const [first, second] = args;
  return name === 'php' && first === 'artisan' && /^(?:queue:work|schedule:work)$/.test(second ?? '')
    && !args.includes('--stop-when-empty'); // prettier-ignore
}

/** In a file that the start command is known to load. */
function listenerOf({ code, reaches, start }: ServiceModel) {
  const entries = new Set(start?.runs.map((run) => run.entry));
  for (const facts of code) {
    if (reaches(facts.path) !== true) continue;
    const found = facts.listeners.find(
      (one) => one.guard !== 'development' && (!one.onlyAsMain || entries.has(facts.path)),
    );
    if (found) return found;
  }
  return undefined;
}
