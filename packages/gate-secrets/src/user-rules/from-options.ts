import type { OptionProblem } from '@railgate/contract';
import { globMatcher } from '@railgate/kit';

import type { Options } from '../options.js';
import { compileRule } from './compile.js';
import type { UserRule } from './user-rule.js';

type Given = Options['rules'][number];

/** @throws {UsageError} on a path that is no glob. */
export function rulesFromOptions(given: readonly Given[]): UserRule[] {
  return given.map(({ id, title, pattern, keywords = [], severity = 'high', path, entropy }) => ({
    id,
    title,
    pattern,
    keywords,
    severity,
    ...(entropy !== undefined && { entropy }),
    covers: path === undefined ? () => true : globMatcher([path]),
    source: 'the configuration',
  }));
}

/** What the schema of `rules` cannot say: patterns that RE2 does not take, and ids that are there twice. */
export async function problemsOfRules(given: readonly Given[]): Promise<OptionProblem[]> {
  const problems: OptionProblem[] = [];
  const ids = new Set<string>();
  for (const [index, rule] of given.entries()) {
    if (ids.has(rule.id))
      problems.push({ at: ['rules', index, 'id'], message: `Another rule has the id ${rule.id}.` });
    ids.add(rule.id);
    const compiled = await compileRule({
      ...rule,
      keywords: [],
      severity: 'high',
      covers: () => true,
      source: '',
    });
    if ('problem' in compiled)
      problems.push({
        at: ['rules', index, 'pattern'],
        message: `The pattern of the rule ${rule.id} cannot be used: ${compiled.problem}.`,
        remedy:
          'Write it in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax): no look-around, no back-references.',
      });
  }
  return problems;
}
