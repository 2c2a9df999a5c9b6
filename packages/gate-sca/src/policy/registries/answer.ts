import { GateError } from '@railgate/contract';
import { hostOf } from '@railgate/kit';

import type { Json } from '../../engines/json-report.js';
import type { VersionFacts } from '../registry-facts.js';
import type { Ask } from './registry.js';

/** What is read of an answer, with nothing where a field is missing. */
export interface Said {
  readonly published?: string | undefined;
  readonly licence?: string | undefined;
  readonly deprecated?: string | undefined;
  readonly yanked?: string | undefined;
}

/** Without what was not said. An empty text says nothing, but for `yanked`, which needs no reason. */
export function factsOf({ published, licence, deprecated, yanked }: Said): VersionFacts {
  return {
    ...(published && { published }),
    ...(licence && { licence }),
    ...(deprecated && { deprecated }),
    ...(yanked !== undefined && { yanked }),
  };
}

/**
 * An answer is one only where it names what was asked for: `{}`, or the answer of something else that listens there, is none.
 *
 * @throws {GateError} `REPORT_UNREADABLE`
 */
export function expectAnswer(isAnswer: boolean, { place }: Ask): void {
  if (isAnswer) return;
  throw new GateError(
    'REPORT_UNREADABLE',
    `${hostOf(place.url)} answered with something that does not describe the package it was asked for.`,
    {
      remedy:
        'Look at what stands between this machine and the registry, and whether it offers this interface.',
    },
  );
}

/** `["MIT", "Apache-2.0"]`: of several licences any may be chosen. */
export function anyOf(licences: Json): string {
  const all = licences.texts();
  return all.length > 1 ? `(${all.join(' OR ')})` : (all[0] ?? '');
}

/** Of a list of versions; where one stands twice, the first counts. */
export function readVersions(
  items: readonly Json[],
  key: string,
  wanted: ReadonlySet<string>,
  read: (item: Json) => Said,
): Map<string, VersionFacts> {
  const facts = new Map<string, VersionFacts>();
  for (const item of items) {
    const version = item.at(key).text();
    if (wanted.has(version) && !facts.has(version)) facts.set(version, factsOf(read(item)));
  }
  return facts;
}
