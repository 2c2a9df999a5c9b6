import type * as sarif from 'sarif';

import type { Subject } from './subject.js';

/** Do two results say the same, each one's own line and column numbers and the names of their files aside? */
export function isSameMessage(a: Subject, b: Subject): boolean {
  if (a.hasSameMessage(b) || a.text === b.text) return true;
  if (withoutNumbers(a) !== withoutNumbers(b)) return false;
  const [ownOfA, ownOfB] = [ownNumbers(a.result), ownNumbers(b.result)];
  const numbersOfB = b.said.match(NUMBER) ?? [];
  // Both own, or both the same: "3 uses, the first on line 3" has one of each.
  return (a.said.match(NUMBER) ?? []).every((number, i) => {
    const other = numbersOfB[i] ?? '';
    return number === other || (ownOfA.has(number) && ownOfB.has(other));
  });
}

/** The message with every number that stands alone replaced by the same sign. */
export function withoutNumbers({ said }: Subject): string {
  return said.replace(NUMBER, '#');
}

/** No part of a name or of a version. */
const NUMBER = /(?<![\w.])\d+(?!\w|\.\d)/g;
const KEYS = ['startLine', 'endLine', 'startColumn', 'endColumn'] as const;
const PLACES = 20;

function ownNumbers({ locations = [], relatedLocations = [] }: sarif.Result): Set<string> {
  const numbers = new Set<string>();
  for (const { physicalLocation } of [...locations, ...relatedLocations].slice(0, PLACES)) {
    const region = physicalLocation?.region;
    for (const key of KEYS) if (region?.[key] !== undefined) numbers.add(String(region[key]));
  }
  return numbers;
}
