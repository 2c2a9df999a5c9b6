import { startedProcess } from '../documents/procfile.js';
import type { ServiceModel } from './model.js';
import { settingsOf, baseString } from './settings.js';

/** Does a service take HTTP requests? `unknown` when its files do not say. */
export type Role = 'web' | 'worker' | 'unknown';

export function roleOf(model: ServiceModel): Role {
  const { config, service } = model;
  if (config && settingsOf(config, 'deploy', 'cronSchedule').length > 0) return 'worker';
  if (config && settingsOf(config, 'deploy', 'healthcheckPath').length > 0) return 'web';
  const command = startCommandOf(model);
  if (command !== undefined && WORKER_COMMAND.test(command)) return 'worker';
  const names = [service.name, service.root, ...service.configFiles, model.dockerfilePath ?? ''];
  return names.some((name) => WORKER_NAME.test(name)) ? 'worker' : 'unknown';
}

/** The command that starts it: config, then Procfile (Railpack only), then the CMD of the image. */
export function startCommandOf(model: ServiceModel): string | undefined {
  const configured = baseString(model.config, 'deploy', 'startCommand');
  if (configured !== undefined) return configured;
  if (model.dockerfile) {
    const final = model.dockerfile.final.instructions;
    return final.findLast((one) => one.keyword === 'CMD' || one.keyword === 'ENTRYPOINT')?.raw;
  }
  return model.procfile && startedProcess(model.procfile)?.command;
}

const WORKER_NAME =
  /(?:^|[._/-])(?:workers?|cron|crons|scheduler|queue|consumer|jobs?|migrations?|migrate)(?:$|[._/-])/i;
const WORKER_COMMAND = /\b(?:celery|sidekiq|dramatiq|rq worker|queue:work|arq|bullmq)\b/;
