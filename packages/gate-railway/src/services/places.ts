import type { Place } from '@railgate/contract';

import type { ServiceModel } from './model.js';
import type { StartCommand } from './start.js';

/** Where a start command is written; of railway.ts the service that it belongs to. */
export function placeOfStart(model: ServiceModel, start: StartCommand): Place | undefined {
  if (start.place) return start.place;
  const [iac] = model.iacServices;
  return iac && { path: iac.path, region: iac.service.region };
}

/** Lower where nothing but a Dockerfile or Procfile says that the folder is a service at all. */
export function severityFor<Level extends 'high' | 'medium'>(
  model: ServiceModel,
  severity: Level,
): Level | 'low' {
  return model.known ? severity : 'low';
}
