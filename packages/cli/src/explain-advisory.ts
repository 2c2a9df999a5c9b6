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
  const rule = rulesOf(file).find((one) => one.id === id);
  if (!rule) {
    throw new UsageError(
      `${cleanText(file)} names no vulnerability ${id}.`,
      `Run \`railgate run\` first, or name its report with \`--report FILE\`; its public page is https://osv.dev/vulnerability/${id}.`,
    );
  }
  return explained(rule, asJson);
}

/** What a report says of a rule that no list has: a repository may have rules of its own. Nothing where it does not name it. */
export function explainReported(id: string, file: string, asJson: boolean): string | undefined {
  const rule = rulesOf(file).find((one) => one.id === id);
  return rule && explained(rule, asJson);
}

function explained(rule: sarif.ReportingDescriptor, asJson: boolean): string {
  if (asJson) return `${JSON.stringify(rule, null, 2)}\n`;
  const { id, shortDescription, help, helpUri } = rule;
  const text = [id, shortDescription?.text, '', help?.markdown ?? help?.text, '', helpUri];
  const lines = text.flatMap((part) => part?.split('\n') ?? []);
  return `${lines.map(cleanText).join('\n')}\n`;
}

function rulesOf(file: string): readonly sarif.ReportingDescriptor[] {
  try {
    if (statSync(file).size > LIMIT) return [];
    const log = JSON.parse(readFileSync(file, 'utf8')) as Partial<sarif.Log>;
    return (log.runs ?? []).flatMap((run) => run.tool.driver.rules ?? []);
  } catch {
    return [];
  }
}
