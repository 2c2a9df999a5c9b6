import type { Place } from '@railgate/contract';

import type { Guard } from '../value.js';

/** What a source file does with the environment, single reads aside. */
export interface EnvironmentUse {
  /** The whole environment, or a secret of it, is written to a log or into an answer. */
  readonly dumps: readonly EnvironmentDump[];
  /** A `.env` file is loaded over the variables that are set. */
  readonly overrides: readonly EnvironmentOverride[];
  /** Reads by a name that is computed: `process.env[name]`. */
  readonly dynamic: readonly Place[];
}

export interface EnvironmentDump {
  readonly place: Place;
  readonly guard: Guard;
  readonly to: 'log' | 'response';
  /** The variables that are written; absent where it is all of them. */
  readonly names?: readonly string[];
}

export interface EnvironmentOverride {
  readonly place: Place;
  readonly guard: Guard;
  /** What loads the file, as it is written: `load_dotenv`, `Dotenv.overload`. */
  readonly loader: string;
  /** The `true` that makes it so, where there is one. */
  readonly flag?: Place;
}

export const NO_USE: EnvironmentUse = { dumps: [], overrides: [], dynamic: [] };

export function joinedUse(all: readonly (EnvironmentUse | undefined)[]): EnvironmentUse {
  return {
    dumps: all.flatMap((one) => one?.dumps ?? []),
    overrides: all.flatMap((one) => one?.overrides ?? []),
    dynamic: all.flatMap((one) => one?.dynamic ?? []),
  };
}
