import { scanInMemory } from '../src/in-memory.js';

/** What these rules find in a repository, as `id path:line`; all gaps are errors. */
export async function findingsOf(
  rules: readonly string[],
  files: Readonly<Record<string, string>>,
): Promise<string[]> {
  const { findings, gaps } = await scanInMemory({ files });
  if (gaps.length > 0) throw new Error(gaps.map(({ message }) => message).join('\n'));
  return findings
    .map(({ ruleId, at }) => ({ rule: ruleId.replace('railway/', ''), at }))
    .filter(({ rule }) => rules.includes(rule))
    .map(({ rule, at }) => `${rule} ${at.path}:${at.region.startLine}`)
    .sort();
}
