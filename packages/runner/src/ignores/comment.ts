import { cleanText } from '@railgate/contract';
import { redact } from '@railgate/kit';

/** The word that starts a comment which lets a finding through. */
export const WORD = 'railgate-ignore';

/** One rule of one comment. */
export interface IgnoreComment {
  readonly path: string;
  readonly line: number;
  /** Nothing else stands on its line, so it covers the one below too. */
  readonly alone: boolean;
  /** As it was written; empty when the comment names none. */
  readonly rule: string;
  /** Without one it lets nothing through. */
  readonly reason?: string;
}

/** UTF-16 code units of one line that are looked at. */
const LINE_LIMIT = 4000;
const RULE_LIMIT = 200;
/** More than is shown: half a secret is not known for one. */
const REASON_LIMIT = 2000;
const RULES_LIMIT = 50;
/** Longer than any comment's beginning. */
const TAIL = 40;

interface Syntax {
  /** What stands before the word, blank space aside. */
  readonly opener: RegExp;
  /** What ends the comment on its line; without one it is the end of the line. */
  readonly closer?: string;
}

/** Which comments there are. What is no comment in the file's language covers no more than one at its place would. */
const BLOCKS: readonly Syntax[] = [
  { opener: /<!--+\s*$/, closer: '-->' },
  { opener: /\{\s*\/\*+\s*$/, closer: '*/' },
];
const SYNTAXES: readonly Syntax[] = [
  ...BLOCKS,
  { opener: /\/\*+\s*$/, closer: '*/' },
  { opener: /(?:\/\/+|#+|--+|;+)[!\s]*$/ },
];

/** In prose a hash is a heading and two dashes are a dash. */
const PROSE = /\.(?:md|mdx|markdown)$/i;

/**
 * The ignore comments of one line: one for each rule that is named. The word inside a sentence is none.
 *
 * @param at where the word starts, in UTF-16 code units.
 */
export function parseComment(
  line: string,
  at: number,
  place: { path: string; line: number },
): IgnoreComment[] {
  const before = line.slice(Math.max(0, at - LINE_LIMIT), at);
  const after = line.slice(at + WORD.length, at + LINE_LIMIT);
  const syntaxes = PROSE.test(place.path) ? BLOCKS : SYNTAXES;
  // Only the last characters: an expression that is not anchored must not be let loose on a hostile line.
  const tail = before.slice(-TAIL);
  const syntax = syntaxes.find(({ opener }) => opener.test(tail));
  if (!syntax) return [];
  const end = syntax.closer === undefined ? -1 : after.indexOf(syntax.closer);
  const body = end < 0 ? after : after.slice(0, end);
  if (!/^(?:\s|$)/.test(body)) return [];
  const rest = end < 0 ? '' : after.slice(end + (syntax.closer?.length ?? 0));
  const code = before.slice(0, before.length - tail.length + tail.search(syntax.opener));
  const alone = at <= LINE_LIMIT && code.trim() === '' && /^[\s}]*$/.test(rest);
  const { rules, reason } = parseBody(body);
  return rules.map((rule) => ({ ...place, alone, rule, ...(reason !== undefined && { reason }) }));
}

/** `RULE, RULE -- reason`. */
function parseBody(body: string): { rules: string[]; reason: string | undefined } {
  const separator = /\s--(?:\s|$)/.exec(body);
  const [names, why] = separator
    ? [body.slice(0, separator.index), body.slice(separator.index + separator[0].length)]
    : [body, ''];
  const rules = names
    .split(',')
    .slice(0, RULES_LIMIT)
    .map((name) => cleanText(redact(name.trim().slice(0, RULE_LIMIT))))
    .filter((name) => name !== '');
  const reason = cleanText(redact(why.trim().slice(0, REASON_LIMIT)));
  return { rules: rules.length > 0 ? [...new Set(rules)] : [''], reason: reason === '' ? undefined : reason };
}
