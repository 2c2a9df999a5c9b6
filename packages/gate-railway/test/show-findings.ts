import { scanInMemory } from '../src/in-memory.js';
import { RULES } from '../src/rules/index.js';

/** Rules about files that every example service would need. */
const OF_FILES =
  /config-deprecated|container-as-root|unpinned-base-image|no-healthcheck|restart-policy|floating-image|dockerfile-port/;

/** What the rules that ask source code find in a repository, as `severity rule path:line`, sorted. */
export async function findingsIn(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { findings, gaps } = await scanInMemory({ files });
  if (gaps.length > 0) throw new Error(gaps.map(({ message }) => message).join('\n'));
  return findings
    .filter(({ ruleId }) => !OF_FILES.test(ruleId))
    .map(({ ruleId, severity, at }) => {
      const level = severity ?? RULES.find(({ id }) => id === ruleId)?.severity ?? 'none';
      return `${level} ${ruleId.replace('railway/', '')} ${at.path}:${at.region.startLine}`;
    })
    .sort();
}
