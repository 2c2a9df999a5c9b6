import { field, parts, type Node } from '../syntax.js';
import type { EnvValue } from '../value.js';
import { stringText } from './text.js';
import type { Values } from './values.js';

/** `os.environ["X"]`, `os.getenv("X", d)`, and the same of decouple, starlette, environs and django-environ. */
export function environmentRead(values: Values, node: Node, depth = 0): EnvValue | undefined {
  if (node.type === 'subscript') {
    const name = isEnviron(values, field(node, 'value')) ? stringText(field(node, 'subscript')) : undefined;
    if (name === undefined) return undefined;
    return { kind: 'env', names: [name], place: values.place(node), type: 'text' };
  }
  if (node.type !== 'call') return undefined;
  const reader = readerOf(values, node);
  if (!reader) return undefined;
  const given = parts(field(node, 'arguments'));
  const name = keyword(given, reader.nameKeyword) ?? given.find(({ type }) => type !== 'keyword_argument');
  const text = stringText(name) ?? reader.usual;
  if (text === undefined) return undefined;
  const fallback = keyword(given, 'default') ?? positional(given)[reader.fallbackAt];
  return {
    kind: 'env',
    names: [text],
    ...(fallback && fallback.type !== 'none' && { fallback: values.of(fallback, depth + 1) }),
    place: values.place(node),
    ...(reader.isPlain === true && { type: 'text' as const }),
  };
}

interface Reader {
  /** The index of the argument that is the fallback; -1 where it is only taken by its name. */
  readonly fallbackAt: number;
  readonly nameKeyword: string;
  /** It gives the text as it is. */
  readonly isPlain?: boolean;
  /** The variable that is read where none is given. */
  readonly usual?: string;
}

const PLAIN: Reader = { fallbackAt: 1, nameKeyword: 'key' };
/** Their second argument is a cast. */
const NAMED: Reader = { fallbackAt: -1, nameKeyword: 'var' };

function readerOf(values: Values, call: Node): Reader | undefined {
  const callee = field(call, 'function');
  if (callee?.type === 'attribute' && field(callee, 'attribute')?.text === 'get') {
    if (isEnviron(values, field(callee, 'object'))) return { ...PLAIN, isPlain: true };
  }
  const name = values.names.calleeOf(call) ?? callee?.text ?? '';
  if (name === 'os.getenv' || name === 'decouple.config' || name === 'environs.Env')
    return readerNamed(name, callee, values);
  if (name.startsWith('environs.Env.')) return /\.(?:read_env|prefixed|seal)$/.test(name) ? undefined : PLAIN;
  if (name === 'starlette.config.Config' || name === 'environ.Env') return readerNamed(name, callee, values);
  if (name.startsWith('environ.Env.')) return djangoEnviron(name);
  if (name === 'dj_database_url.config') return { fallbackAt: 1, nameKeyword: 'env', usual: 'DATABASE_URL' };
  return undefined;
}

/** `Env()` makes a reader and reads nothing; `env("X")` reads. */
function readerNamed(name: string, callee: Node | undefined, values: Values): Reader | undefined {
  if (name === 'os.getenv') return { ...PLAIN, isPlain: true };
  if (name === 'decouple.config') return PLAIN;
  if (values.names.qualifiedOf(callee) !== undefined) return undefined;
  return name === 'environs.Env' ? PLAIN : NAMED;
}

function djangoEnviron(name: string): Reader | undefined {
  const method = name.slice('environ.Env.'.length);
  if (/^(?:read_env|parse_value|get_value)$/.test(method)) return undefined;
  const usual = USUAL[method];
  return /^(?:str|int|bool|float|url|json)$/.test(method)
    ? { fallbackAt: 1, nameKeyword: 'var' }
    : { ...NAMED, ...(usual !== undefined && { usual }) };
}

const USUAL: Readonly<Record<string, string>> = {
  db: 'DATABASE_URL',
  db_url: 'DATABASE_URL',
  cache: 'CACHE_URL',
  cache_url: 'CACHE_URL',
  email: 'EMAIL_URL',
  email_url: 'EMAIL_URL',
};

function isEnviron(values: Values, node: Node | undefined): boolean {
  if (!node) return false;
  const qualified = values.names.qualifiedOf(node);
  return qualified === undefined ? node.text === 'os.environ' : qualified === 'os.environ';
}

function keyword(given: readonly Node[], name: string): Node | undefined {
  return field(
    given.find((one) => one.type === 'keyword_argument' && field(one, 'name')?.text === name),
    'value',
  );
}

function positional(given: readonly Node[]): Node[] {
  return given.filter(({ type }) => type !== 'keyword_argument');
}
