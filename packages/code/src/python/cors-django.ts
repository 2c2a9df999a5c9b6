import type { CorsPolicy, OriginPolicy } from '../facts.js';
import { field, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import type { PythonFile } from './file.js';

const ALL = /^CORS_(?:ALLOW_ALL_ORIGINS|ORIGIN_ALLOW_ALL)$/;
const LIST = /^CORS_(?:ALLOWED_ORIGINS|ORIGIN_WHITELIST)$/;
const PATTERNS = /^CORS_(?:ALLOWED_ORIGIN_REGEXES|ORIGIN_REGEX_WHITELIST)$/;

/** The settings of django-cors-headers: each that lets origins through, with the credentials of its file. */
export function djangoCors(file: PythonFile): CorsPolicy[] {
  const assigned = nodesOfType(file.syntax.root, 'assignment').flatMap((node) => {
    const [name, right] = [field(node, 'left')?.text ?? '', field(node, 'right')];
    return name.startsWith('CORS_') && right ? [{ node, name, right }] : [];
  });
  const given = assigned.find(({ name }) => name === 'CORS_ALLOW_CREDENTIALS')?.right;
  const credentials = given && file.valueOf(given);
  return assigned.flatMap(({ node, name, right }) =>
    originsOf(name, file.valueOf(right)).map((origin) => ({
      ...guarded(file, node, right),
      framework: 'django-cors-headers',
      origin,
      ...(credentials && { credentials }),
    })),
  );
}

/** `CORS_ALLOW_ALL_ORIGINS = DEBUG` counts in development alone. */
function guarded(file: PythonFile, node: Node, right: Node) {
  const at = file.at(node);
  return /(?:^|\.)DEBUG$/.test(right.text) ? { ...at, guard: 'development' as const } : at;
}

function originsOf(name: string, value: Value): OriginPolicy[] {
  if (ALL.test(name)) return all(value);
  if (LIST.test(name)) return [{ kind: 'value', value }];
  if (!PATTERNS.test(name)) return [];
  return value.kind === 'list' ? value.items.map(patternOf) : [{ kind: 'unknown', place: value.place }];
}

/** True stands for `*`; what the environment decides is not known. */
function all(value: Value): OriginPolicy[] {
  if (value.kind !== 'literal') return [{ kind: 'unknown', place: value.place }];
  return value.value === true ? [{ kind: 'value', value: { ...value, value: '*' } }] : [];
}

/** A regular expression that origins are held against. */
export function patternOf(value: Value): OriginPolicy {
  if (value.kind !== 'literal' || typeof value.value !== 'string')
    return { kind: 'unknown', place: value.place };
  return { kind: 'match', how: 'pattern', text: value.value, place: value.place };
}
