import type { Report } from '@railgate/contract';
import { encodePath } from '@railgate/sarif';

/** Values that a schema fixes: nothing of a repository ever stands there. */
const FIXED = new Set([
  'gate',
  'status',
  'state',
  'kind',
  'level',
  'canary',
  'severity',
  'worst',
  'security-severity',
  'baselineState',
  'failOn',
  'source',
  'code',
  '$schema',
  'schemaVersion',
  'root',
  'uriBaseId',
  'columnKind',
  'date',
  'hash',
  'precision',
]);

/** The report with `text` added to everything that a repository, a tool or an advisory could have chosen. */
export function poison(report: Report, text: string): Report {
  return walk(structuredClone(report), '', text) as Report;
}

function walk(value: unknown, key: string, text: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => walk(item, key, text));
  if (typeof value === 'string') return poisonText(value, key, text);
  if (typeof value !== 'object' || value === null) return value;
  const own = 'gate' in value && value.gate === 'discover' ? ['target'] : [];
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      keyText(name, key, text),
      own.includes(name) ? item : walk(item, name, text),
    ]),
  );
}

function poisonText(value: string, key: string, text: string): string {
  if (FIXED.has(key) || (key === 'version' && value === '2.1.0')) return value;
  if (key === 'uri') return `${value}${encodePath(text)}`;
  // `railgate/<gate>/<target>/`: the target is the repository's.
  if (value.startsWith('railgate/')) return value.replace(/\/$/, `${text}/`);
  return key === 'helpUri' ? `javascript:${text}` : `${value}${text}`;
}

/** What a gate counted is named by the gate, and a hostile worker could send anything. */
function keyText(name: string, parent: string, text: string): string {
  return parent === 'expected' || parent === 'seen' ? name + text : name;
}
