import type { Check } from './check.js';

const ruleId = 'lint/bidi-characters';

/** Characters that change the direction of the text after them (CVE-2021-42574), wherever in the file they stand. */
export const checkBidiCharacters: Check = ({ model, report }) => {
  // The first of each line is enough.
  for (const match of model.text.matchAll(/[\u202a-\u202e\u2066-\u2069].*/g)) {
    const code = `U+${match[0].charCodeAt(0).toString(16).toUpperCase()}`;
    report({
      ruleId,
      severity: 'high',
      node: { range: [match.index, match.index + 1] },
      message: `The invisible character ${code} makes this line read differently from how it runs.`,
    });
  }
};
