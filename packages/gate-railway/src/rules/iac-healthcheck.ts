import { stringOf, valueAt, type IacResource } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';

export const iacHealthcheck: RailwayRule = {
  id: 'railway/iac-healthcheck',
  name: 'IacHealthcheck',
  summary: 'railway.ts declares a web service without a health check.',
  description:
    'Reports a `service(…)` of .railway/railway.ts that has domains and none of `healthcheck`, `healthcheckPath`, `deploy.healthcheckPath` and `run.healthcheck`. With a start command and no domain it is info, since it may be no web service. Cron services, workers and services whose options are computed in part are left out.',
  why: 'Without a health check Railway sends visitors to a new deployment as soon as its process runs: to one that is not ready yet, and to one that never will be, while the old one is taken away.',
  remediation:
    'Write `healthcheck: "/health"` with a path that answers 200 when the service can do its work.',
  example: {
    language: 'typescript',
    before: 'service("api", { start: "node server.js", domains: ["api.example.com"] });',
    after:
      'service("api", { start: "node server.js", domains: ["api.example.com"], healthcheck: "/health" });',
  },
  severity: 'medium',
  precision: 'medium',
  cwe: [],
  catalogue: ['RLY-IAC-005'],
  references: ['https://docs.railway.com/infrastructure-as-code/reference#healthchecks'],
  since: '0.1.0',
  checks: {
    *iac({ document }) {
      for (const resource of document.resources) {
        if (resource.helper !== 'service' || !lacksCheck(resource) || isWorker(resource)) continue;
        const isWeb = hasDomains(resource);
        if (!isWeb && startOf(resource) === undefined) continue;
        yield {
          message: `${cleanText(resource.name ?? 'The service')} has no health check, so Railway sends visitors to a deployment that may not be ready. Write healthcheck: "/health".`,
          ...(!isWeb && { severity: 'info' as const }),
          at: { path: document.path, region: resource.region },
        };
      }
    },
  },
};

const CHECKS = [['healthcheck'], ['healthcheckPath'], ['deploy', 'healthcheckPath'], ['run', 'healthcheck'], ['run', 'healthcheckPath']]; // prettier-ignore

function lacksCheck({ options }: IacResource): boolean {
  if (CHECKS.some((keys) => valueAt(options, ...keys) !== undefined)) return false;
  return [options, valueAt(options, 'deploy'), valueAt(options, 'run')].every(
    (value) => value === undefined || (value.kind === 'object' && value.complete),
  );
}

/** By a schedule, its name or its command. */
function isWorker(resource: IacResource): boolean {
  const { name = '', options } = resource;
  const schedules = [['cron'], ['cronSchedule'], ['deploy', 'cronSchedule'], ['run', 'cron']];
  if (schedules.some((keys) => valueAt(options, ...keys) !== undefined)) return true;
  if (
    /(?:^|[._ /-])(?:workers?|cron|scheduler|queue|consumer|jobs?|bot|migrat\w{1,10})(?:$|[._ /-])/i.test(
      name,
    )
  )
    return true;
  return /\b(?:celery|sidekiq|dramatiq|worker|queue:work|arq|bullmq|beat)\b/.test(startOf(resource) ?? '');
}

function startOf({ options }: IacResource): string | undefined {
  return stringOf(
    valueAt(options, 'start') ??
      valueAt(options, 'deploy', 'startCommand') ??
      valueAt(options, 'run', 'start'),
  );
}

function hasDomains({ options }: IacResource): boolean {
  const places = [
    ['domains'],
    ['networking', 'domains'],
    ['networking', 'serviceDomains'],
    ['networking', 'customDomains'],
  ];
  return places.some((keys) => {
    const value = valueAt(options, ...keys);
    if (value?.kind === 'list') return value.items.length > 0;
    return value?.kind === 'object' && value.entries.size > 0;
  });
}
