import { cleanText } from '@railgate/contract';

import { CONFIG_AS_CODE } from '../data/deprecations.js';
import type { RailwayRule } from '../rule.js';

export const configDeprecated: RailwayRule = {
  id: 'railway/config-deprecated',
  name: 'ConfigDeprecated',
  summary: 'railway.toml and railway.json stop being read by Railway on a date that is set.',
  description:
    'Reports every railway.toml and railway.json: medium before the cutoff, with the days that are left counted from the date of the run, and high from the cutoff on. The date stands in data (`src/data/deprecations.ts`) with its source. The option `deprecation` sets a fixed severity or turns the rule off.',
  why: 'After the cutoff the file has no effect: health check, start command, replicas and restart policy fall back to what the dashboard says, and checking the file proves nothing about production.',
  remediation:
    'Run `railgate migrate`: it writes `.railway/railway.ts` with every setting of the file, its environments and comments, and names what it cannot carry. Add what else the project has (databases, volumes, domains, variables), since what railway.ts omits is deleted; remove the old file; apply when `railway config plan` shows nothing to destroy. Do not apply the output of `railway config migrate` unread: it drops restart, draining, overlap and sleep settings and turns dockerfilePath, builder, cron, preDeploy and watchPatterns into comments.',
  example: {
    language: 'ts',
    before: '// railway.json\n// { "deploy": { "healthcheckPath": "/health" } }',
    after:
      'import { defineRailway, github, project, service } from "railway/iac";\n\nexport default defineRailway(() => {\n  const api = service("api", {\n    source: github("owner/name", { rootDirectory: "apps/api" }),\n    deploy: { healthcheckPath: "/health" },\n  });\n  return project("shop", { resources: [api] });\n});',
  },
  severity: 'medium',
  precision: 'very-high',
  cwe: [],
  catalogue: ['RLY-FILE-007'],
  references: [CONFIG_AS_CODE.source],
  since: '0.1.0',
  checks: {
    *config({ document }, { now, options }) {
      if (options.deprecation === 'off') return;
      const days = daysUntil(CONFIG_AS_CODE.stopsOn, now);
      const when =
        days > 0
          ? `stops being read by Railway on ${CONFIG_AS_CODE.stopsOn}, in ${days} ${days === 1 ? 'day' : 'days'}`
          : `is no longer read by Railway since ${CONFIG_AS_CODE.stopsOn}`;
      yield {
        message: `${cleanText(document.path)} ${when}. Write .railway/railway.ts: \`railgate migrate\` makes it from this file and says what it cannot carry.`,
        severity: options.deprecation === 'dated' ? (days > 0 ? 'medium' : 'high') : options.deprecation,
        at: { path: document.path, region: { startLine: 1 } },
      };
    },
  },
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whole days from the day of `now` to a date, both in UTC. */
function daysUntil(date: string, now: Date): number {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  return Math.round((Date.parse(`${date}T00:00:00Z`) - today) / DAY_MS);
}
