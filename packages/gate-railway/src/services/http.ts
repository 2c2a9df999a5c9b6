import { isHttpServer } from '../commands/programs.js';
import { effectiveListeners } from './effective.js';
import { isDatabaseImage } from './images.js';
import type { ServiceModel } from './model.js';
import { roleOf } from './role.js';

/** Servers of other protocols. */
const OTHER_PROTOCOLS = /^(?:net|tcp|udp|dgram|smtp|grpc|tls)$/;

/** Does a service answer HTTP requests, as far as its files show? False also where they do not say. */
export function servesHttp(model: ServiceModel): boolean {
  const role = roleOf(model);
  if (role !== 'unknown') return role === 'web';
  if (model.dockerfile && isDatabaseImage(model.dockerfile.final.image)) return false;
  return hasHttpServer(model);
}

/** The same by what runs alone, whatever the service is called. */
export function hasHttpServer(model: ServiceModel): boolean {
  if (model.start?.runs.some(({ words }) => isHttpServer(words)) === true) return true;
  return model.code.some((facts) =>
    effectiveListeners(model, facts).some((one) => !OTHER_PROTOCOLS.test(one.framework)),
  );
}
