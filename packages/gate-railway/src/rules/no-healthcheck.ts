import { servesHttp } from '../services/http.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const noHealthcheck: RailwayRule = {
  id: 'railway/no-healthcheck',
  name: 'NoHealthcheck',
  summary: 'A web service has no health check path.',
  description:
    'Reports a railway.toml or railway.json without `healthcheckPath` where the service answers HTTP requests: its start command is a web server, or the code that it loads listens. Workers, cron services, TCP services and databases are left out, and so are services whose files do not say what they are, or that railway.ts declares.',
  why: 'Without it Railway sends visitors to a new deployment as soon as its container runs, ready or not, and takes a server that cannot start for a good one.',
  remediation:
    'Add an endpoint that answers 200 when the service is ready, and name it in `deploy.healthcheckPath`.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "gunicorn app:app"',
    after: '[deploy]\nstartCommand = "gunicorn app:app"\nhealthcheckPath = "/health"',
  },
  severity: 'medium',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-010'],
  references: ['https://docs.railway.com/deployments/healthchecks'],
  since: '0.1.0',
  checks: {
    *service(model) {
      const { config, iacServices } = model;
      if (!config || iacServices.length > 0 || !servesHttp(model)) return;
      if (settingsOf(config, 'deploy', 'healthcheckPath').length > 0) return;
      yield {
        message:
          'This web service has no health check. Add an endpoint, and name it in deploy.healthcheckPath.',
        at: config.has(['deploy'])
          ? config.place(['deploy'], 'key')
          : { path: config.path, region: { startLine: 1 } },
      };
    },
  },
};
