import type { Report } from '../engines/engine.js';
import { plainText } from './plain-text.js';

/** An id, a version, a range: longer ones are none. */
const WORD = 200;
const IDS = 50;
const FIXED = 50;

/** A report whose ids, versions and lists are bounded and hold nothing that a terminal acts on. */
export function cleanReport(report: Report): Report {
  const [first, ...others] = report.ids;
  return {
    ...report,
    ids: [word(first), ...others.slice(0, IDS).map(word)],
    ...(report.fixed && { fixed: report.fixed.slice(0, FIXED).map(word) }),
    ...(report.range !== undefined && { range: word(report.range) }),
    ...(report.severitySource !== undefined && { severitySource: word(report.severitySource) }),
  };
}

/** The package itself is the attack: it says so, or its id does. */
export function isMalicious({ malicious, ids }: Report): boolean {
  return malicious === true || ids.some((id) => /^mal-/i.test(id));
}

function word(text: string): string {
  return plainText(text, WORD);
}
