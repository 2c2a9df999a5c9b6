import { compareSeverity, compareText, type Rule } from '@railgate/contract';

import type { AnyFinding } from './vulnerabilities.js';

interface Part {
  readonly findings: readonly AnyFinding[];
  readonly rules: readonly Rule[];
}

/**
 * All findings and rules of a run. Two images that are built on the same base by the same line have its problems once, and a
 * rule that several images brought is declared once, with the worst severity.
 */
export function joinFindings(parts: readonly Part[]): Part {
  const findings = new Map<string, AnyFinding>();
  for (const finding of parts.flatMap((part) => part.findings)) {
    const key = keyOf(finding);
    if (!findings.has(key)) findings.set(key, finding);
  }
  const rules = new Map<string, Rule>();
  for (const rule of parts.flatMap((part) => part.rules)) {
    const known = rules.get(rule.id);
    if (!known || compareRules(rule, known) < 0) rules.set(rule.id, rule);
  }
  return { findings: [...findings.values()], rules: [...rules.values()] };
}

/** The order of the images must not decide which text a rule has. */
function compareRules(a: Rule, b: Rule): number {
  return compareSeverity(a.severity, b.severity) || compareText(JSON.stringify(a), JSON.stringify(b));
}

function keyOf(finding: AnyFinding): string {
  const { ruleId, subject } = finding;
  const where = finding.at ? [finding.at.path, finding.at.region.startLine] : [finding.in.image];
  if (subject?.kind === 'dependency')
    return JSON.stringify([ruleId, ...where, subject.image, withoutVersion(subject.purl)]);
  if (subject?.kind === 'image') return JSON.stringify([ruleId, ...where, subject.image, subject.what]);
  return JSON.stringify([ruleId, ...where, finding.message]);
}

function withoutVersion(purl: string): string {
  return purl.replace(/@[^@/?#]*(?:[?#].*)?$/, '');
}
