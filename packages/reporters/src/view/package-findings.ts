import { groupBy } from '@railgate/contract';

import type { ReportFinding } from './findings.js';

/** The worst first; what is in no package stands alone. */
export type PackageFindings = readonly [ReportFinding, ...ReportFinding[]];

/** Of one severity, in one sentence. */
const NAMES = 8;

/**
 * All that is known of one package at one place as one: a package often has ten vulnerabilities, and one upgrade removes them.
 * @param findings worst first, and so are the groups
 */
export function byPackage(findings: readonly ReportFinding[]): PackageFindings[] {
  return [...groupBy(findings, packageOf).values()];
}

function packageOf(finding: ReportFinding): unknown {
  const { path, region, logical, purl, image, state } = finding;
  return purl === undefined ? finding : JSON.stringify([path, region.startLine, logical, purl, image, state]);
}

/** `And of the same package: high CVE-2021-23337; medium CVE-2020-28500, CVE-2019-1010266.`; nothing where there are none. */
export function othersText([, ...others]: PackageFindings): string {
  if (others.length === 0) return '';
  const bySeverity = [...groupBy(others, ({ severity }) => severity)].map(([severity, all]) => {
    const names = all.slice(0, NAMES).map(({ ruleId }) => ruleId);
    return `${severity} ${names.join(', ')}${all.length > NAMES ? ` and ${all.length - NAMES} more` : ''}`;
  });
  return `And of the same package: ${bySeverity.join('; ')}.`;
}
