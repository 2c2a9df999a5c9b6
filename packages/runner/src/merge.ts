import type { Judged, Outcome } from '@railgate/contract';
import { encodePath, readResults, toLog } from '@railgate/sarif/run';
import type * as sarif from 'sarif';

import { hideFoundSecrets } from './found-secrets.js';
import type { Part } from './part.js';
import { findingAsWaivable, type Cover, type WaiverLookup } from './waivers/lookup.js';

/** The archive: one run per gate and target in the order of the parts, waived results kept with all that covers them. */
export function mergeParts(parts: readonly Part[], lookup: WaiverLookup): sarif.Log {
  const runs = hideFoundSecrets(parts).flatMap(({ outcome, run }) =>
    run ? [withSuppressions(run, outcome, lookup)] : [],
  );
  return toLog(runs);
}

function withSuppressions(run: sarif.Run, outcome: Outcome, lookup: WaiverLookup): sarif.Run {
  if (run.results === undefined || outcome.status !== 'done') return run;
  const { gate, target } = outcome;
  const findings = new Map(outcome.findings.map((finding) => [keyOf(finding), finding]));
  const results = readResults(run).map(({ result, ruleId, path, region, identity }) => {
    const finding = findings.get(keyOf({ ruleId, path, line: region.startLine, identity }));
    if (!finding || finding.state === 'absent') return result;
    const covers = lookup(findingAsWaivable(gate, target, finding));
    return covers.length > 0 ? { ...result, suppressions: covers.map(suppressionOf) } : result;
  });
  return { ...run, results };
}

/** A result and its finding have it in common. */
function keyOf({
  ruleId,
  path,
  line,
  identity,
}: Pick<Judged, 'ruleId' | 'path' | 'line' | 'identity'>): string {
  return [ruleId, path, line, identity].join('\0');
}

/** SARIF 3.35: `external` stands elsewhere, `inSource` beside the finding. */
function suppressionOf(cover: Cover): sarif.Suppression {
  if ('ignore' in cover) {
    const { reason = '', path, line } = cover.ignore;
    return { kind: 'inSource', status: 'accepted', justification: reason, location: locationOf(path, line) };
  }
  const { reason, owner, expires, kind = 'accepted-risk' } = cover.waiver;
  return {
    kind: 'external',
    status: 'accepted',
    justification: reason,
    properties: { owner, expires, kind },
  };
}

function locationOf(path: string, line: number): sarif.Location {
  const artifactLocation = { uri: encodePath(path), uriBaseId: 'SRCROOT' };
  return { physicalLocation: { artifactLocation, region: { startLine: line } } };
}
