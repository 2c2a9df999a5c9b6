import type { Place } from '@railgate/contract';

import type { ServiceModel } from './model.js';
import { settingsOf } from './settings.js';

/** A path that Railway asks a new deployment for. */
export interface HealthPath {
  /** Without the query, with the slash at its end where one is written. */
  readonly path: string;
  readonly place: Place;
}

/** Those of the base and of environments that a config file names; those of railway.ts where no file does. */
export function healthPaths({ config, iacServices }: ServiceModel): HealthPath[] {
  const written = config ? settingsOf(config, 'deploy', 'healthcheckPath') : [];
  return written.flatMap(({ pointer, value }) => {
    const path = typeof value === 'string' ? value.replace(/[?#].*$/, '') : '';
    if (!config || !path.startsWith('/') || iacServices.length > 0) return [];
    return [{ path, place: config.place(pointer, 'value', 'The health check that is affected.') }];
  });
}

export function withoutSlash(path: string): string {
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}
