import { isObject } from '@railgate/contract';

import type { EcosystemData, SignalData } from '../database.js';
import type { Slice } from '../records/stored.js';
import type { Container } from './container.js';
import { archiveFile } from './layout.js';

/** Where an archive came from, so that it can be asked whether there is a newer one. */
export interface Origin {
  readonly url: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** What stands at the end of a database file. */
export interface EcosystemDescription {
  readonly data: Omit<EcosystemData, 'archive'>;
  readonly index: Slice;
  readonly origin?: Origin;
}

export interface SignalsDescription {
  readonly data: SignalData;
  /** CVE ids as numbers, sorted: Float64. */
  readonly keys: Slice;
  /** For each of them a number: Float64. */
  readonly values: Slice;
  readonly origin?: Origin;
}

/** The checksum has said that we wrote it; this says that it is of the kind that the name of the file promises. */
export function ecosystemDescription(container: Container): EcosystemDescription {
  expectFields(container, ['data', 'index']);
  return container.description as EcosystemDescription;
}

export function signalsDescription(container: Container): SignalsDescription {
  expectFields(container, ['data', 'keys', 'values']);
  return container.description as SignalsDescription;
}

function expectFields(container: Container, names: readonly string[]): void {
  const { description } = container;
  if (!isObject(description) || !names.every((name) => name in description))
    throw container.damaged('it describes something else');
}

export function ecosystemData(folder: string, { data }: EcosystemDescription): EcosystemData {
  return { ...data, archive: archiveFile(folder, data.ecosystem) };
}
