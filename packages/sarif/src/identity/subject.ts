import {
  SEVERITIES,
  type AdvisorySource,
  type DependencySubject,
  type ImageSubject,
} from '@railgate/contract';
import type * as sarif from 'sarif';

import { sortAdvisories } from '../advisories/canonical.js';
import { imageName } from './image-name.js';
import { packageKey } from './purl.js';

/**
 * The vulnerable package that a result of Railgate is about, from its properties, or nothing. Reports are read back
 * from files, so nothing about their form is taken for granted.
 */
export function readDependency(result: sarif.Result): DependencySubject | undefined {
  if (result.properties === undefined || !('dependency' in result.properties)) return undefined;
  const { dependency, sources } = asRecord(result.properties);
  const { purl, advisories, image } = asRecord(dependency);
  if (typeof purl !== 'string' || !Array.isArray(advisories)) return undefined;
  const ids = sortAdvisories(advisories.filter((id) => typeof id === 'string'));
  const read = Array.isArray(sources) ? sources.filter(isSource) : [];
  return {
    kind: 'dependency',
    purl,
    advisories: ids,
    ...(typeof image === 'string' && { image }),
    ...(read.length > 0 && { sources: read }),
  };
}

/** What of an image a result of Railgate is about, where that is no package, or nothing. */
export function readImageSubject(result: sarif.Result): ImageSubject | undefined {
  const { name, what } = asRecord(asRecord(result.properties)['image']);
  if (typeof name !== 'string' || typeof what !== 'string') return undefined;
  return { kind: 'image', image: name, what };
}

/** Is the region of this result a secret? */
export function isSecret(result: sarif.Result): boolean {
  return asRecord(result.properties)['secret'] === true;
}

/** Is this result about its file as such, and not about what stands on the line? */
export function isWholeFile(result: sarif.Result): boolean {
  return asRecord(result.properties)['wholeFile'] === true;
}

/**
 * What a vulnerable package is known by: the canonical id, the package without version, and where it is: the manifest,
 * or the image without tag, in which files move with every build.
 */
export function dependencyEvidence(subject: DependencySubject, ruleId: string, path: string): string[] {
  const advisory = sortAdvisories(subject.advisories)[0] ?? ruleId;
  const place = subject.image === undefined ? ['manifest', path] : ['image', imageName(subject.image)];
  return ['dependency', advisory, packageKey(subject.purl), ...place];
}

function isSource(value: unknown): value is AdvisorySource {
  const { engine, id, severity, score } = asRecord(value);
  return (
    typeof engine === 'string' &&
    typeof id === 'string' &&
    SEVERITIES.some((known) => known === severity) &&
    (score === undefined || typeof score === 'number')
  );
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
