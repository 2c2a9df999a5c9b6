import type { Reporter } from '../flow/call-site.js';

const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;
const REPORT_LIMIT = 20;

/** Characters that make a reader see another program than the one that runs. */
export function checkBidi(text: string, report: Reporter): void {
  let count = 0;
  for (const match of text.matchAll(DIRECTION)) {
    if (++count > REPORT_LIMIT) return;
    const code = match[0].charCodeAt(0).toString(16).toUpperCase();
    report({
      ruleId: 'lint/bidi-characters',
      at: { start: match.index, end: match.index + 1 },
      message: `U+${code} changes the direction of the text here: what a reader sees is not what runs.`,
    });
  }
}
