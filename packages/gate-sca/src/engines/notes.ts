import { cleanText } from '@railgate/contract';

const SHOWN = 5;
const LONGEST = 100;

/** One sentence on the first few names, which a lockfile gave; none where there is no name. */
export function noteOn(names: readonly string[], what: string): string[] {
  const [first] = names;
  if (first === undefined) return [];
  const shown = names.slice(0, SHOWN).map((name) => cleanText(name.slice(0, LONGEST)));
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return [`Not looked at: ${shown.join(', ')}${more} (${what}).`];
}
