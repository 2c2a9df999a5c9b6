import type { Requirement } from '../lockfile.js';
import { parseRequirement } from './requirement.js';

export interface SetupPy {
  readonly requirements: readonly Requirement[];
  /** The line of an `install_requires` that is no list of plain strings. */
  readonly computedAt?: number;
}

/** A string, a comment, a separator, or anything else: one token of a list that is to hold strings alone. */
const TOKEN = /\s*(?:(#[^\n]*)|"([^"\\\n]*)"|'([^'\\\n]*)'|([,\])]))/y;

/** Reads `install_requires=[…]` off a setup.py without executing it. */
export function readSetupPy(text: string): SetupPy {
  const requirements: Requirement[] = [];
  for (const match of text.matchAll(/\binstall_requires\s{0,20}=(?!=)/g)) {
    const line = text.slice(0, match.index).split('\n').length;
    const found = listAt(text, match.index + match[0].length, line);
    if (!found) return { requirements, computedAt: line };
    for (const requirement of found) requirements.push(requirement);
    // One is what a setup.py has; what is hostile may have thousands.
    if (requirements.length > 10_000) break;
  }
  return { requirements };
}

function listAt(text: string, start: number, firstLine: number): Requirement[] | undefined {
  const requirements: Requirement[] = [];
  const opening = /\s{0,100}[[(]/y;
  opening.lastIndex = start;
  if (!opening.test(text)) return undefined;
  let at = opening.lastIndex;
  let line = firstLine;
  for (;;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    if (!token) return undefined;
    const [whole, , double, single, mark] = token;
    at += whole.length;
    line += whole.split('\n').length - 1;
    if (mark === ']' || mark === ')') return requirements;
    const parsed = parseRequirement((double ?? single ?? '').trim());
    if (parsed) requirements.push({ name: parsed.name, kind: 'prod', range: parsed.specifier, line });
  }
}
