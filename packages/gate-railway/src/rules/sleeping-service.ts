import type { Place } from '@railgate/contract';

import type { ServiceModel } from '../services/model.js';
import { settingsOf } from '../services/settings.js';
import type { RailwayRule } from '../rule.js';

export const sleepingService: RailwayRule = {
  id: 'railway/sleeping-service',
  name: 'SleepingService',
  summary: 'A service may sleep although something waits for it that does not wait long.',
  description:
    'Reports `sleepApplication = true` in a service that has a WebSocket server, takes webhooks, or has a cron schedule. Only what the start command loads counts.',
  why: 'A sleeping service starts with the first request, and that takes seconds: senders of webhooks give up and count a failure, open WebSockets are cut, and a schedule already starts the service by itself.',
  remediation: 'Set `sleepApplication` to false, at least for production; keep it for preview environments.',
  example: {
    language: 'toml',
    before: '[deploy]\nsleepApplication = true',
    after: '[deploy]\nsleepApplication = false\n[environments.pr.deploy]\nsleepApplication = true',
  },
  severity: 'info',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-032'],
  references: ['https://docs.railway.com/deployments/serverless'],
  since: '0.1.0',
  checks: {
    *config({ document, service }) {
      const reason = reasonOf(service);
      if (!reason) return;
      for (const { pointer, value, environment } of settingsOf(document, 'deploy', 'sleepApplication')) {
        if (value !== true || (environment !== undefined && !/^prod/i.test(environment))) continue;
        yield {
          message: `This service may sleep, but ${reason.text}. Set sleepApplication to false.`,
          at: document.place(pointer, 'value'),
          ...(reason.place && { related: [reason.place] }),
        };
      }
    },
  },
};

function reasonOf({ config, code, reaches }: ServiceModel): { text: string; place?: Place } | undefined {
  if (config && settingsOf(config, 'deploy', 'cronSchedule').length > 0) {
    return { text: 'its schedule starts and ends it already' };
  }
  const loaded = code.filter((facts) => reaches(facts.path) !== false);
  const socket = loaded.flatMap((facts) => facts.sockets).find((one) => one.guard !== 'development');
  if (socket) return { text: 'it holds WebSockets open', place: socket.place };
  const webhook = loaded.flatMap((facts) => facts.routes).find((one) => takesWebhooks(one));
  return webhook && { text: 'it takes webhooks, whose senders wait a few seconds', place: webhook.place };
}

function takesWebhooks({ path, method }: { path?: string; method: string }): boolean {
  return path !== undefined && method !== 'GET' && /(?:^|[/_-])web-?hooks?(?:[/_-]|$)/i.test(path);
}
