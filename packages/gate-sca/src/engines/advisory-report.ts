import type { Advisory } from '@railgate/advisories';
import { cleanText } from '@railgate/contract';

import type { AskedPackage } from './asked.js';
import type { EngineName, Report } from './engine.js';

/** A record of OSV on a package version that it speaks of. */
export function advisoryReport(
  engine: EngineName,
  { ecosystem, name, version }: Pick<AskedPackage, 'ecosystem' | 'name' | 'version'>,
  advisory: Advisory,
): Report {
  const { id, aliases, details, scores, severity, severitySource, cwes, fixed, malicious, references } =
    advisory;
  const [score] = scores;
  return {
    engine,
    ecosystem,
    name,
    version,
    ids: [id, ...aliases],
    title: cleanText(advisory.summary),
    ...(details !== '' && { details }),
    ...(severity && { severity }),
    ...(severitySource !== undefined && { severitySource }),
    ...(score && { score: score.score, vector: score.vector }),
    ...(cwes.length > 0 && { cwes }),
    ...(fixed.length > 0 && { fixed }),
    ...(malicious && { malicious }),
    ...(references.length > 0 && { references }),
  };
}
