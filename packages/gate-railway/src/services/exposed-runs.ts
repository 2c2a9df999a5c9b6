import { isHttpServer, programOf } from '../commands/programs.js';
import type { ServiceModel } from './model.js';
import { roleOf } from './role.js';
import type { RunCommand, StartCommand } from './start.js';

/** Programs that take the requests themselves and hand them to a server beside them. */
const PROXIES: ReadonlySet<string> = new Set(['nginx', 'caddy', 'traefik', 'haproxy', 'envoy', 'httpd', 'apache2-foreground', 'cloudflared', 'supervisord']); // prettier-ignore

/** A command that Railway sends requests to, if it is a server, and the start command that it belongs to. */
export interface ExposedRun {
  readonly start: StartCommand;
  readonly run: RunCommand;
}

/** None of a worker, and none where another program may stand in front and take the requests. */
export function exposedRuns(model: ServiceModel): ExposedRun[] {
  if (roleOf(model) === 'worker') return [];
  return model.starts.flatMap((start) => {
    const proxied = start.runs.some(({ words }) => PROXIES.has(programOf(words).name));
    const servers = start.runs.filter(({ words }) => isHttpServer(words)).length;
    return proxied || servers > 1 ? [] : start.runs.map((run) => ({ start, run }));
  });
}
