import { cleanText, compareSeverity, compareText, type Report, type Severity } from '@railgate/contract';

import type { ReportFinding } from '../view/findings.js';
import { viewReport } from '../view/view.js';
import { analysisOf, weightOf, type Analysis } from './analysis.js';

/** What is said of one vulnerability in one version of a package. */
export interface Statement {
  /** The canonical id: CVE, then GHSA, then the ecosystem's. */
  readonly id: string;
  /** Its other ids. */
  readonly aliases: readonly string[];
  /** With the version. */
  readonly purl: string;
  readonly severity: Severity;
  /** The highest CVSS score that anybody gave. */
  readonly score: number | undefined;
  readonly analysis: Analysis;
}

/**
 * One for each vulnerability and package version, by id and package URL. Where files say different things of the same one
 * (one lockfile waived, the other not), the one counts that lets the least through.
 */
export function statementsOf(report: Report): Statement[] {
  const statements = new Map<string, Statement>();
  for (const finding of viewReport(report).findings) {
    const statement = finding.state === 'fixed' ? undefined : statementOf(finding);
    if (!statement) continue;
    const key = `${statement.id} ${statement.purl}`;
    const known = statements.get(key);
    statements.set(key, known ? joined(known, statement) : statement);
  }
  return [...statements.values()].sort((a, b) => compareText(a.id, b.id) || compareText(a.purl, b.purl));
}

function statementOf(finding: ReportFinding): Statement | undefined {
  const { advisories = [], purl, severity, sources = [], waiver } = finding;
  const [id, ...aliases] = advisories.map((one) => cleanText(one.toWellFormed()));
  if (id === undefined || purl === undefined) return undefined;
  const scores = sources.flatMap(({ score }) => score ?? []);
  return {
    id,
    aliases,
    purl,
    severity,
    score: scores.length > 0 ? Math.max(...scores) : undefined,
    analysis: analysisOf(waiver),
  };
}

function joined(a: Statement, b: Statement): Statement {
  const [first, second] = inOrder(a, b);
  const severity = compareSeverity(a.severity, b.severity) <= 0 ? a.severity : b.severity;
  const aliases = [...new Set([...first.aliases, ...second.aliases])].sort(compareText);
  const scores = [a.score, b.score].filter((score) => score !== undefined);
  return { ...first, aliases, severity, score: scores.length > 0 ? Math.max(...scores) : undefined };
}

/** Whichever was met first, the outcome is the same. */
function inOrder(a: Statement, b: Statement): [Statement, Statement] {
  const order =
    weightOf(a.analysis) - weightOf(b.analysis) ||
    compareText(JSON.stringify(a.analysis), JSON.stringify(b.analysis));
  return order <= 0 ? [a, b] : [b, a];
}
