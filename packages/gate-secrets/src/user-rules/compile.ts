import type { RE2JS } from 're2js';

import type { UserRule } from './user-rule.js';

export interface CompiledRule {
  readonly rule: UserRule;
  readonly pattern: RE2JS;
  readonly keywords: RegExp | undefined;
  /** Characters that are searched at once, so that the clock is looked at now and then. */
  readonly piece: number;
}

/** Instructions. A search takes so many steps for each character at worst. */
const LARGEST = 20_000;
const PIECE = 65_536;
/** Steps of one search: about a tenth of a second. */
const STEPS = 4_000_000;

/** The rule made ready, or what is wrong with its pattern. */
export async function compileRule(rule: UserRule): Promise<CompiledRule | { readonly problem: string }> {
  const { RE2JS } = await import('re2js');
  try {
    const pattern = RE2JS.compile(rule.pattern);
    const size = pattern.programSize();
    if (size > LARGEST) return { problem: 'it is too large' };
    if ((rule.group ?? 0) > pattern.groupCount()) return { problem: `it has no group ${rule.group}` };
    const piece = Math.min(PIECE, Math.max(1024, Math.floor(STEPS / Math.max(1, size))));
    return { rule, pattern, keywords: keywordsOf(rule), piece };
  } catch (error) {
    return { problem: error instanceof Error ? error.message.replace(/\.$/, '') : 'it does not parse' };
  }
}

function keywordsOf({ keywords }: UserRule): RegExp | undefined {
  if (keywords.length === 0) return undefined;
  return new RegExp(keywords.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'), 'gi');
}
