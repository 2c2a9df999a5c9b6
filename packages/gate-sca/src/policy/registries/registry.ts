import type { Ecosystem } from '@railgate/dependencies';
import type { Network } from '@railgate/kit';

import type { Json } from '../../engines/json-report.js';
import type { VersionFacts } from '../registry-facts.js';

/** What the process was started with. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Of the scanned repository, whose files are nobody's configuration. */
  readonly root: string;
}

/** One registry that is asked. */
export interface Place {
  /** Without credentials; ends with a slash. */
  readonly url: string;
  readonly authorization?: string;
  readonly network?: Network;
}

/** Where a registry is by the user's own configuration, one after the other; or why nobody is asked, in a sentence. */
export type Places = readonly [Place, ...Place[]] | { readonly why: string };

export interface Ask {
  readonly place: Place;
  /** The answer to a path below the place, or to an address of the same host. @throws {GateError} */
  json(path: string, options?: { readonly accept?: string; readonly lines?: boolean }): Promise<Json>;
}

/** A registry as data: where it is, what it can say, and how it says it. */
export interface Registry {
  readonly ecosystem: Ecosystem;
  readonly saysLicences: boolean;
  places(host: Host): Places;
  /**
   * What it says of these versions of a package, in one or two requests each at most; a version that it does not know is left out.
   *
   * @throws {GateError} when it does not answer, or what it answers speaks of something else
   */
  ask(ask: Ask, name: string, versions: ReadonlySet<string>): Promise<ReadonlyMap<string, VersionFacts>>;
}
