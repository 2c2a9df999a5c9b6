import { readFileSync, statSync } from 'node:fs';

import { UsageError, cleanText } from '@railgate/contract';
import type * as sarif from 'sarif';

/** Bytes. Larger reports are for machines. */
const LIMIT = 256 * 1024 * 1024;

/** `CVE-2021-23337`, `GHSA-…`, `MAL-…`: the name of a public vulnerability, and none of a rule or an error code. */
export function isAdvisory(id: string): boolean {
  return /^[A-Z][A-Za-z]*-[\w:.-]+$/.test(id) && /\d/.test(id);
}

/**
 * What a report says of a vulnerability that was found: rules of vulnerabilities are made of the advisories of the day.
 *
 * @param file absolute; a `report.sarif` of Railgate
 * @throws {UsageError} when the report does not have it, with the page that does.
 */
export function explainAdvisory(id: string, file: string, asJson: boolean): string {
  const report = readReport(file);
  const rule = report && ruleOf(report, id);
  if (!rule) {
    throw new UsageError(
      report
        ? `${cleanText(file)} names no vulnerability ${id}.`
        : `Nothing is known here of ${id}: there is no report ${cleanText(file)} that can be read.`,
      `Run \`railgate run\` first, or name its report with \`--report FILE\`; its public page is https://osv.dev/vulnerability/${id}.`,
    );
  }
  return explained(rule, asJson);
}

/** What a report says of a rule that no list has: a repository may have rules of its own. Nothing where it does not name it. */
export function explainReported(id: string, file: string, asJson: boolean): string | undefined {
  const report = readReport(file);
  const rule = report && ruleOf(report, id);
  return rule && explained(rule, asJson);
}

function explained(rule: sarif.ReportingDescriptor, asJson: boolean): string {
  if (asJson) return `${JSON.stringify(rule, null, 2)}\n`;
  const { id, shortDescription, help, helpUri } = rule;
  const text = [id, shortDescription?.text, '', help?.markdown ?? help?.text, '', helpUri];
  const lines = text.flatMap((part) => part?.split('\n') ?? []);
  return `${lines.map(cleanText).join('\n')}\n`;
}

interface Reported {
  readonly rules: readonly sarif.ReportingDescriptor[];
  readonly results: readonly sarif.Result[];
}

/** By its id, or by another name of the vulnerability, which only the findings have. */
function ruleOf({ rules, results }: Reported, id: string): sarif.ReportingDescriptor | undefined {
  const found = rules.find((rule) => rule.id === id);
  if (found) return found;
  const ruleId = results.find((result) => namesOf(result).includes(id))?.ruleId;
  return rules.find((rule) => rule.id === ruleId);
}

function namesOf({ properties }: sarif.Result): readonly unknown[] {
  const names = (properties?.['dependency'] as { readonly advisories?: unknown } | undefined)?.advisories;
  return Array.isArray(names) ? names : [];
}

/** Nothing where there is no report, or none that can be read. */
function readReport(file: string): Reported | undefined {
  try {
    if (statSync(file).size > LIMIT) return undefined;
    const { runs = [] } = JSON.parse(readFileSync(file, 'utf8')) as Partial<sarif.Log>;
    return {
      rules: runs.flatMap((run) => run.tool.driver.rules ?? []),
      results: runs.flatMap(({ results }) => results ?? []),
    };
  } catch {
    return undefined;
  }
}
