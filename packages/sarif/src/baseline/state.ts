import type * as sarif from 'sarif';

import { isSameMessage } from './same-message.js';
import type { Subject } from './subject.js';

/** Is a result still the same in all that a reader sees, its lines aside? */
export function stateOf(base: Subject, head: Subject): 'unchanged' | 'updated' {
  const isSame =
    base.rule === head.rule &&
    base.path === head.path &&
    hasSameSeverity(base, head) &&
    base.dependency?.version === head.dependency?.version &&
    isSameMessage(base, head);
  return isSame ? 'unchanged' : 'updated';
}

/** The level that holds where the result names none (SARIF 3.27.10). */
export function levelOf({ level, kind, rule, info }: Subject): sarif.Result.level {
  if (level !== undefined) return level;
  if (kind !== undefined && kind !== 'fail') return 'none';
  return info.rules.get(rule)?.defaultConfiguration?.level ?? 'warning';
}

function hasSameSeverity(base: Subject, head: Subject): boolean {
  return (
    levelOf(base) === levelOf(head) && base.severity === head.severity && scoreOf(base) === scoreOf(head)
  );
}

function scoreOf({ score, rule, info }: Subject): unknown {
  return score ?? info.rules.get(rule)?.properties?.['security-severity'];
}
