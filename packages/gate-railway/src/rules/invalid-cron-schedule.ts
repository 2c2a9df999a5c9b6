import type { ConfigValue } from '@railgate/code';

import { shortestGap, type Cron } from '../names/cron.js';
import { parseCron } from '../names/cron.js';
import { show } from '../names/show.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

const MINUTES = 5;

export const invalidCronSchedule: RailwayRule = {
  id: 'railway/invalid-cron-schedule',
  name: 'InvalidCronSchedule',
  summary: '`deploy.cronSchedule` is no schedule that Railway runs.',
  description:
    'Reports values that are no crontab expression of five fields (macros such as `@daily` are none), and schedules with runs less than five minutes apart. Times are UTC.',
  why: 'Railway refuses the schedule, so the job never runs.',
  remediation: 'Write five fields, at most every five minutes: `*/15 * * * *`.',
  example: {
    language: 'toml',
    before: '[deploy]\ncronSchedule = "* * * * *"',
    after: '[deploy]\ncronSchedule = "*/15 * * * *"',
  },
  severity: 'high',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-CFG-021'],
  references: ['https://docs.railway.com/cron-jobs'],
  since: '0.1.0',
  checks: {
    *config({ document }) {
      for (const { pointer, value } of settingsOf(document, 'deploy', 'cronSchedule')) {
        const wrong = whatIsWrong(value);
        if (wrong === undefined) continue;
        yield { message: `The schedule ${show(value)} ${wrong}`, at: document.place(pointer, 'value') };
      }
    },
  },
};

function whatIsWrong(value: ConfigValue): string | undefined {
  if (typeof value !== 'string') return 'is no string. Write five crontab fields in one.';
  if (value.trim().startsWith('@'))
    return 'is a macro, which Railway does not know. Write five crontab fields.';
  const fields = value.trim().split(/\s+/);
  if (fields.length !== 5) return `has ${value.trim() === '' ? 0 : fields.length} fields. Write five.`;
  const cron: Cron | undefined = parseCron(fields);
  if (!cron) return 'holds a field that is no crontab field. Correct it.';
  const gap = shortestGap(cron);
  return gap < MINUTES
    ? `runs every ${gap} min at its densest. Railway allows every ${MINUTES} min at most.`
    : undefined;
}
