import type { Place } from '@railgate/contract';

import type { Guard } from '../value.js';

/** A setting of a framework. */
export interface Setting {
  /** As it is written, dotted (`server.port`, `app.origins[0]`), or with colons in .NET: `Kestrel:Endpoints:Http:Url`. */
  readonly key: string;
  readonly text: string;
  /** Of the value. */
  readonly place: Place;
  /** Of its profile, `dev` or `prod`. */
  readonly guard: Guard;
}

/** Spring and .NET take `allowed-origins`, `allowedOrigins` and `ALLOWED_ORIGINS` for the same. */
export function plainKey(key: string): string {
  return key.replace(/[-_]/g, '').toLowerCase();
}
