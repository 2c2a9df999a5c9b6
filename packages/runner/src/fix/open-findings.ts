import { SEVERITIES, compareText, type Edit, type Severity } from '@railgate/contract';
import { decodePath, readResults } from '@railgate/sarif/run';
import type * as sarif from 'sarif';

/** A finding that nothing lets through, with the repair that its rule calls safe. */
export interface OpenFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly path: string;
  readonly line: number;
  readonly message: string;
  readonly fix?: SafeFix;
  /** The package that it is about, with its version. */
  readonly purl?: string;
}

export interface SafeFix {
  readonly description: string;
  readonly edits: readonly Edit[];
}

/** What is open in a judged log, each finding once, the worst first. Two targets that share a file both report it. */
export function openFindings(log: sarif.Log): OpenFinding[] {
  const found = new Map<string, OpenFinding>();
  for (const run of log.runs) {
    for (const { result, ruleId, severity, path, region, message, purl } of readResults(run)) {
      if (result.baselineState === 'absent' || (result.suppressions?.length ?? 0) > 0) continue;
      const fix = safeFix(result);
      const about = { ...(fix && { fix }), ...(purl !== undefined && { purl }) };
      const finding = { ruleId, severity, path, line: region.startLine, message, ...about };
      found.set(JSON.stringify([ruleId, path, region, message]), finding);
    }
  }
  return [...found.values()].sort(byWeight);
}

function safeFix({ fixes, properties }: sarif.Result): SafeFix | undefined {
  const [fix] = fixes ?? [];
  if (!fix || properties?.['fixSafe'] !== true) return undefined;
  const edits = fix.artifactChanges.flatMap(editsOf);
  return edits.length === 0 ? undefined : { description: fix.description?.text ?? '', edits };
}

function editsOf({ artifactLocation, replacements }: sarif.ArtifactChange): Edit[] {
  const path = decodePath(artifactLocation.uri ?? '');
  return replacements.map(({ deletedRegion, insertedContent }) => {
    const { startLine = 0, startColumn = 1, endLine = startLine, endColumn = 0 } = deletedRegion;
    return {
      path,
      region: { startLine, startColumn, endLine, endColumn },
      text: insertedContent?.text ?? '',
    };
  });
}

function byWeight(a: OpenFinding, b: OpenFinding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareText(a.path, b.path) ||
    a.line - b.line ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.message, b.message)
  );
}
