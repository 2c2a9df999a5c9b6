import { SEVERITIES, type AdvisorySource, type Region, type Severity } from '@railgate/contract';
import type * as sarif from 'sarif';

import { decodePath } from './encode-path.js';
import { IDENTITY_KEY } from './identity/form.js';
import { isSecret, readDependency, readImageSubject } from './identity/subject.js';

/** What every reader of a result wants to know, out of SARIF's nesting. */
export interface ReadResult {
  readonly ruleId: string;
  readonly rule: sarif.ReportingDescriptor | undefined;
  readonly severity: Severity;
  readonly message: string;
  /** Empty where no file of the repository is named: `logical` says where it is then. */
  readonly path: string;
  /** `node:/usr/lib/libssl.so`: a place that is no file of the repository. */
  readonly logical?: string;
  readonly region: Region;
  readonly snippet: { readonly startLine: number; readonly text: string } | undefined;
  readonly identity: string;
  /** Of a vulnerable package: every id of the vulnerability, the canonical one first. */
  readonly advisories?: readonly string[];
  /** The package, with its version. */
  readonly purl?: string;
  /** Name of the image that holds it, without tag and digest. */
  readonly image?: string;
  /** What each engine said of the vulnerability. */
  readonly sources?: readonly AdvisorySource[];
  /** Is the region a secret? */
  readonly secret?: true;
  /** The commit whose version of the file has it; nothing for the working tree's. */
  readonly version?: string;
  readonly result: sarif.Result;
}

/** The results of a run that Railgate built, in their order. */
export function readResults(run: sarif.Run): ReadResult[] {
  return (run.results ?? []).map((result) => readResult(run, result));
}

function readResult(run: sarif.Run, result: sarif.Result): ReadResult {
  const location = result.locations?.[0]?.physicalLocation;
  const context = location?.contextRegion;
  return {
    ruleId: result.ruleId ?? '',
    rule: run.tool.driver.rules?.[result.ruleIndex ?? -1],
    severity: severityOf(result),
    message: result.message.text ?? '',
    path: decodePath(location?.artifactLocation?.uri ?? ''),
    ...logicalOf(result),
    region: readRegion(location?.region),
    snippet:
      context?.startLine !== undefined && context.snippet?.text !== undefined
        ? { startLine: context.startLine, text: context.snippet.text }
        : undefined,
    identity: result.partialFingerprints?.[IDENTITY_KEY] ?? '',
    ...subjectOf(result),
    ...versionOf(result),
    result,
  };
}

type Subject = Pick<ReadResult, 'advisories' | 'purl' | 'image' | 'sources' | 'secret'>;

function subjectOf(result: sarif.Result): Subject {
  const dependency = readDependency(result);
  if (!dependency) {
    const image = readImageSubject(result)?.image;
    return image !== undefined ? { image } : isSecret(result) ? { secret: true } : {};
  }
  const { advisories, purl, image, sources } = dependency;
  return {
    advisories,
    purl,
    ...(image !== undefined && { image }),
    ...(sources && { sources }),
  };
}

function logicalOf({ locations = [] }: sarif.Result): { readonly logical?: string } {
  const [first] = locations;
  const name = first?.physicalLocation ? undefined : first?.logicalLocations?.[0]?.fullyQualifiedName;
  return name === undefined ? {} : { logical: name };
}

/** Of a result that a gate found in the history. */
export function versionOf(result: sarif.Result): { readonly version?: string } {
  const version: unknown = result.properties?.['version'];
  return typeof version === 'string' ? { version } : {};
}

function severityOf(result: sarif.Result): Severity {
  const severity: unknown = result.properties?.['severity'];
  const known = SEVERITIES.find((candidate) => candidate === severity);
  if (known) return known;
  return result.level === 'error' ? 'high' : result.level === 'warning' ? 'medium' : 'low';
}

function readRegion(region: sarif.Region | undefined): Region {
  const { startLine = 1, startColumn, endLine, endColumn } = region ?? {};
  return {
    startLine,
    ...(startColumn !== undefined && { startColumn }),
    ...(endLine !== undefined && { endLine }),
    ...(endColumn !== undefined && { endColumn }),
  };
}
