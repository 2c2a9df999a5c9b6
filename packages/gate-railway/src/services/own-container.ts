import { HOLE, type FileFacts } from '@railgate/code';

import { programOf } from '../commands/programs.js';
import { imageStages } from '../documents/image-settings.js';
import type { UsedAddress } from './addresses.js';
import { isServerFile } from './effective.js';
import { serverOfImage } from './images.js';
import type { ServiceModel } from './model.js';

/** The service asks itself, or a program beside it in its container. */
export function asksOwnContainer(
  { address: { port } }: UsedAddress,
  facts: FileFacts,
  service: ServiceModel,
): boolean {
  if (isServerFile(facts)) return !isServerAlone(service);
  if (port?.includes(HOLE) === true || (service.start?.runs.length ?? 0) > 1) return true;
  if (startsBeside(service, port)) return true;
  return service.code.some((facts) =>
    facts.listeners.some((one) => one.port?.kind === 'literal' && String(one.port.value) === port),
  );
}

/** A script that the Dockerfile writes, or its command, leaves a program in the background and names its port. */
export function startsBeside({ dockerfile, start }: ServiceModel, port: string | undefined): boolean {
  if (port === undefined || !/^\d{2,5}$/.test(port)) return false;
  const scripts = dockerfile
    ? imageStages(dockerfile).flatMap(({ instructions }) =>
        instructions.filter(({ keyword }) => /^(?:RUN|CMD|ENTRYPOINT)$/.test(keyword)).map(({ raw }) => raw),
      )
    : [];
  return [...scripts, start?.command ?? ''].some(
    (text) => /[^&]&(?:\s|\\n|$)/.test(text) && text.split(/\D+/).includes(port),
  );
}

/** nginx or Caddy is all that starts, so that nothing beside it answers. */
function isServerAlone({ start, dockerfile }: ServiceModel): boolean {
  const runs = start?.runs ?? [];
  if (runs.length === 0)
    return dockerfile !== undefined && serverOfImage(dockerfile.final.image) !== undefined;
  return runs.every(({ words }) => /^(?:nginx|caddy|openresty)$/.test(programOf(words).name));
}
