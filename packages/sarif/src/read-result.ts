import { SEVERITIES, type Region, type Severity } from '@railgate/contract';
import type * as sarif from 'sarif';

import { decodePath } from './encode-path.js';

/** What every reader of a result wants to know, out of SARIF's nesting. */
export interface ReadResult {
  readonly ruleId: string;
  readonly rule: sarif.ReportingDescriptor | undefined;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  readonly region: Region;
  readonly snippet: { readonly startLine: number; readonly text: string } | undefined;
  readonly identity: string;
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
    region: readRegion(location?.region),
    snippet:
      context?.startLine !== undefined && context.snippet?.text !== undefined
        ? { startLine: context.startLine, text: context.snippet.text }
        : undefined,
    identity: result.partialFingerprints?.['railgateId/v1'] ?? '',
    result,
  };
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
