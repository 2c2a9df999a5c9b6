import { hash } from 'node:crypto';

import type { DependencySubject, ImageSubject } from '@railgate/contract';
import type * as sarif from 'sarif';

import { codeEvidence, separate, type CodeEvidence } from './code.js';
import { evidenceHash } from './hash.js';
import { imageName } from './image-name.js';
import { packageKey } from './purl.js';
import { secretTag } from './secret.js';
import type { SourceText } from './source-text.js';
import { dependencyEvidence, isSecret, isWholeFile, readDependency, readImageSubject } from './subject.js';

/** A result with what it is known by. */
export interface Found {
  readonly result: sarif.Result;
  readonly path: string;
  /** First half of `railgateId/v1`. */
  readonly hash: string;
  /** `primaryLocationLineHash`, given the second half. */
  readonly lineHash: (ordinal: number) => string | undefined;
}

/** The findings of one file, each by the evidence of its kind: package, secret, file, or code and configuration. */
export function identifyFindings(
  path: string,
  results: readonly sarif.Result[],
  source: SourceText | undefined,
  redact: (text: string) => string,
): Found[] {
  const found: Found[] = [];
  const code = new Map<string, { result: sarif.Result; evidence: CodeEvidence }[]>();
  for (const result of results) {
    const dependency = readDependency(result);
    if (dependency) {
      found.push(identifyPackage(result, path, dependency));
      continue;
    }
    const image = readImageSubject(result);
    if (image) {
      found.push(identifyInImage(result, path, image));
      continue;
    }
    if (isWholeFile(result)) {
      found.push(identifyFile(result, path));
      continue;
    }
    const evidence = codeEvidence(source, regionOf(result), redact);
    const rule = result.ruleId ?? '';
    if (isSecret(result)) {
      const parts = ['secret', rule, path, evidence.snippet, tagOf(result, path, source)];
      found.push(foundAt(result, path, source, parts));
    } else if (code.has(rule)) code.get(rule)?.push({ result, evidence });
    else code.set(rule, [{ result, evidence }]);
  }
  for (const [rule, findings] of code) {
    const texts = separate(findings.map(({ evidence }) => evidence));
    findings.forEach(({ result }, i) => {
      found.push(foundAt(result, path, source, ['code', rule, path, ...(texts[i] ?? [])]));
    });
  }
  return found;
}

function foundAt(
  result: sarif.Result,
  path: string,
  source: SourceText | undefined,
  evidence: readonly string[],
): Found {
  const line = regionOf(result)?.startLine ?? 1;
  return { result, path, hash: evidenceHash(evidence), lineHash: () => source?.lineHash(line) };
}

/**
 * A line of a lockfile changes with every update, and an image has none: GitHub gets osv-scanner's form, the SHA-256 of
 * vulnerability, place and package, without the version, so that an alert stays open as long as its reason does.
 */
function identifyPackage(result: sarif.Result, path: string, subject: DependencySubject): Found {
  const evidence = dependencyEvidence(subject, result.ruleId ?? '', path);
  const [, advisory = ''] = evidence;
  const place = subject.image === undefined ? path : imageName(subject.image);
  const digest = hash('sha256', `${advisory}:${place}:${packageKey(subject.purl)}`, 'hex');
  return { result, path, hash: evidenceHash(evidence), lineHash: (ordinal) => `${digest}:${ordinal}` };
}

/** Neither tag nor line: the image is built again and again, and its Dockerfile moves. */
function identifyInImage(result: sarif.Result, path: string, { image, what }: ImageSubject): Found {
  const evidence = ['image', result.ruleId ?? '', imageName(image), what];
  const digest = hash('sha256', evidence.join('\0'), 'hex');
  return { result, path, hash: evidenceHash(evidence), lineHash: (ordinal) => `${digest}:${ordinal}` };
}

/** The first line, where it is shown, is another with every comment or base image that is put there. */
function identifyFile(result: sarif.Result, path: string): Found {
  const evidence = ['file', result.ruleId ?? '', path];
  const digest = hash('sha256', evidence.join('\0'), 'hex');
  return { result, path, hash: evidenceHash(evidence), lineHash: (ordinal) => `${digest}:${ordinal}` };
}

/** Empty when the file cannot be read: the place is all that is known then. */
function tagOf(result: sarif.Result, path: string, source: SourceText | undefined): string {
  const region = regionOf(result);
  const value = source && region ? source.covered(region) : '';
  return value === '' ? '' : secretTag(value, [result.ruleId ?? '', path]);
}

function regionOf(result: sarif.Result): sarif.Region | undefined {
  return result.locations?.[0]?.physicalLocation?.region;
}
