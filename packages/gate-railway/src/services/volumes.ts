import type { DockerfileDocument, EnvRead } from '@railgate/code';

import type { ServiceModel } from './model.js';
import { settingsOf } from './settings.js';

/** Does something say that the service has a Railway volume? Railway's own settings are not in the repository. */
export function usesVolume(document: DockerfileDocument, services: readonly ServiceModel[]): boolean {
  return VARIABLE.test(document.text) || services.some(hasVolume);
}

function hasVolume({ config, code }: ServiceModel): boolean {
  if (config && settingsOf(config, 'deploy', 'requiredMountPath').length > 0) return true;
  return code.some((facts) => facts.env.some(isVolumeRead));
}

/** With a fallback the code runs without a volume too. */
function isVolumeRead({ name, fallback }: EnvRead): boolean {
  return fallback === undefined && VARIABLE.test(name);
}

const VARIABLE = /\bRAILWAY_(?:VOLUME_MOUNT_PATH|VOLUME_NAME|RUN_UID)\b/;
