import { cleanText } from '@railgate/contract';

import { devServer as devServerOf } from '../commands/dev-servers.js';
import type { ServiceModel } from '../services/model.js';
import { placeOfStart, severityFor } from '../services/places.js';
import type { StartCommand } from '../services/start.js';
import type { RailwayRule } from '../rule.js';

export const devServer: RailwayRule = {
  id: 'railway/dev-server',
  name: 'DevServer',
  summary: 'A development server starts the service.',
  description:
    'Reports `next dev`, `vite`, `nodemon`, `flask run`, `manage.py runserver`, `--reload`, `--watch` and the like in what starts the service, through package scripts too. `vite preview`, `php -S` and `php artisan serve` answer like a real server, so they are medium. Environments other than production are left out; so is a start script that Railpack does not use, since it serves Vite, Angular and Create React App as static files. Low where nothing but a Dockerfile says that the folder is a service.',
  why: 'A development server shows stack traces and source code to visitors, has no limits, compiles on demand, needs much memory, and often binds the loopback address only.',
  remediation:
    'Build the application, and start the production server: `next start`, `node dist/server.js`, `gunicorn`.',
  example: {
    language: 'toml',
    before: '[deploy]\nstartCommand = "npm run dev"',
    after: '[build]\nbuildCommand = "npm run build"\n[deploy]\nstartCommand = "node dist/server.js"',
  },
  severity: 'high',
  precision: 'high',
  cwe: [489],
  catalogue: ['RLY-CFG-028'],
  references: ['https://docs.railway.com/guides/vibe-coding-deploy'],
  since: '0.1.0',
  checks: {
    *service(model) {
      for (const start of model.starts) {
        if (isPreview(start.environment)) continue;
        for (const { words, place } of start.runs) {
          const found = devServerOf(words);
          const at = placeOfStart(model, start);
          if (!found || !at || (start.source === 'package-script' && isStaticSite(model, found.name)))
            continue;
          yield {
            message: `${cleanText(found.name)} is a development server. Build the application and start a production server.`,
            severity: found.works ? severityFor(model, 'medium') : severityFor(model, 'high'),
            at,
            ...(place && place !== start.place && { related: [{ ...place, message: 'This runs it.' }] }),
          };
        }
      }
    },
  },
};

function isPreview(environment: StartCommand['environment']): boolean {
  return environment !== undefined && !/^(?:prod|production|main|live)$/i.test(environment);
}

/** Railpack and Nixpacks build these and serve the files, whatever the start script says. */
function isStaticSite({ builder }: ServiceModel, name: string): boolean {
  return builder !== 'DOCKERFILE' && /^(?:vite|react-scripts|ng|astro|vue-cli-service)(?:\s|$)/.test(name);
}
