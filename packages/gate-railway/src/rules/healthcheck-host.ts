import { textOf, type Value } from '@railgate/code';
import { cleanText } from '@railgate/contract';

import type { RailwayRule } from '../rule.js';
import { inProduction, whereKnown } from '../services/production-code.js';
import { settingsOf } from '../services/settings.js';

const HOST = 'healthcheck.railway.app';

export const healthcheckHost: RailwayRule = {
  id: 'railway/healthcheck-host',
  name: 'HealthcheckHost',
  summary: 'The application refuses the host name that the health check of Railway asks for.',
  description:
    'Reports Django’s `ALLOWED_HOSTS` and Starlette’s `TrustedHostMiddleware` with a list that is written out and holds neither `healthcheck.railway.app`, nor a suffix of it, nor `*`, in services whose configuration sets `healthcheckPath`. Medium where the list is only the fallback of a variable. Silent on lists of which a part is computed or added later, in settings for development, and without a health check.',
  why: 'The health check comes with the host name healthcheck.railway.app. The application answers 400, and the deployment fails although it runs.',
  remediation: 'Add `healthcheck.railway.app` to the list.',
  example: {
    language: 'python',
    before: 'ALLOWED_HOSTS = ["app.example.com"]',
    after: 'ALLOWED_HOSTS = ["app.example.com", "healthcheck.railway.app"]',
  },
  severity: 'high',
  precision: 'high',
  cwe: [],
  catalogue: ['RLY-CFG-014'],
  references: ['https://docs.railway.com/deployments/healthchecks#healthcheck-hostname'],
  since: '0.1.0',
  checks: {
    *code({ facts, service }) {
      if (!service.config || settingsOf(service.config, 'deploy', 'healthcheckPath').length === 0) return;
      for (const { framework, hosts, place } of inProduction(service, facts, facts.hosts ?? [])) {
        const refused = refusal(hosts);
        if (!refused) continue;
        const condition = refused.unlessSet ? ` when ${cleanText(refused.unlessSet)} is not set` : '';
        yield {
          message: `${framework} refuses ${HOST}${condition}, which the health check asks for: add it to the list.`,
          ...(condition === '' ? whereKnown(service) : { severity: 'medium' as const }),
          at: place,
        };
      }
    },
  },
};

/** Whether the health check is refused for certain, and unless which variable is set. */
function refusal(hosts: Value): { readonly unlessSet?: string } | undefined {
  if (hosts.kind === 'env') {
    const fallback = hosts.fallback && refusal(hosts.fallback);
    return fallback && { unlessSet: hosts.names[0] };
  }
  const written = writtenHosts(hosts);
  return written && !written.some(admits) ? {} : undefined;
}

/** All of them, or nothing where one is computed. A text is a list with commas or blanks. */
function writtenHosts(hosts: Value): readonly string[] | undefined {
  if (hosts.kind !== 'list') return textOf(hosts)?.split(/[\s,]+/);
  const texts = hosts.items.map((item) => textOf(item));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** `.railway.app` and `*.railway.app` are for all names below. */
function admits(host: string): boolean {
  const written = host.trim().toLowerCase();
  if (written === '*' || written === HOST) return true;
  const suffix = written.replace(/^\*/, '');
  return suffix.startsWith('.') && `.${HOST}`.endsWith(suffix);
}
