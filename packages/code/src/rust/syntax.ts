import type { Argument, Branch, Entry, FunctionTree, Tree } from '../common/tree.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import { binary, conditional, same, member } from '../common/plain-trees.js';

const OTHER: Tree = { kind: 'other' };

/** One level of a Rust expression. Macros are calls whose name ends with `!`. */
export function read(node: Node): Tree {
  switch (node.type) {
    case 'string_literal':
    case 'raw_string_literal':
      return { kind: 'literal', value: textOf(node) ?? '' };
    case 'integer_literal':
    case 'float_literal':
      return numberOf(node.text);
    case 'boolean_literal':
      return { kind: 'literal', value: node.text === 'true' };
    case 'identifier':
    case 'type_identifier':
    case 'field_identifier':
    case 'self':
    case 'crate':
    case 'super':
      return { kind: 'name', name: node.text };
    case 'scoped_identifier':
    case 'scoped_type_identifier':
      return member(field(node, 'path'), field(node, 'name'));
    case 'field_expression':
      return member(field(node, 'value'), field(node, 'field'));
    case 'call_expression':
      return call(node);
    case 'macro_invocation':
      return macro(node);
    case 'binary_expression':
      return binary(node);
    case 'unary_expression':
      return node.text.startsWith('!') ? negated(node) : same(parts(node)[0]);
    case 'closure_expression':
      return { kind: 'function', function: functionOf(node) };
    case 'block':
    case 'unsafe_block':
    case 'else_clause':
      return same(lastExpression(node));
    case 'if_expression':
      return conditional(node);
    case 'match_expression':
      return { kind: 'choice', options: arms(node) };
    case 'array_expression':
    case 'tuple_expression':
      return { kind: 'list', items: parts(node) };
    case 'struct_expression':
      return struct(node);
    case 'generic_type':
      return same(wrapped(node));
    default:
      return transparent(node);
  }
}

/** References, casts, `?`, `.await`, generic arguments. */
function transparent(node: Node): Tree {
  if (!TRANSPARENT.has(node.type)) return OTHER;
  return same(field(node, 'value') ?? field(node, 'function') ?? field(node, 'type') ?? parts(node)[0]);
}

const TRANSPARENT: ReadonlySet<string> = new Set([
  'reference_expression', 'parenthesized_expression', 'await_expression', 'try_expression', 'type_cast_expression',
  'generic_function', 'reference_type', 'generic_type_with_turbofish', 'return_expression',
  'shorthand_field_initializer',
]); // prettier-ignore

/** What a smart pointer or an extractor holds: `Arc<Config>`, `web::Data<Config>`; of others the type itself. */
function wrapped(node: Node): Node | undefined {
  const type = field(node, 'type');
  const name = (field(type, 'name') ?? type)?.text ?? '';
  return HOLDERS.has(name) ? parts(field(node, 'type_arguments'))[0] : type;
}

const HOLDERS: ReadonlySet<string> = new Set([
  'Arc', 'Rc', 'Box', 'Option', 'State', 'Data', 'Extension', 'Cow', 'Lazy', 'LazyLock', 'OnceLock', 'OnceCell', 'Result',
]); // prettier-ignore

function negated(node: Node): Tree {
  const of = parts(node)[0];
  return of ? { kind: 'not', of } : OTHER;
}

function numberOf(text: string): Tree {
  const value = Number(text.replaceAll('_', '').replace(/[uif](?:8|16|32|64|128|size)$/, ''));
  return Number.isNaN(value) ? OTHER : { kind: 'literal', value };
}

/** The text of a string literal; nothing for what is none. */
export function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'raw_string_literal') return node.text.replace(/^b?r#{0,20}"|"#{0,20}$/g, '');
  if (node?.type !== 'string_literal') return undefined;
  const text = node.text.replace(/^b?"|"$/g, '');
  return text.includes('\\') ? text.replace(/\\(["\\nrt])/g, (_, one: string) => ESCAPES[one] ?? one) : text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function call(node: Node): Tree {
  const written = field(node, 'function');
  const callee = written?.type === 'generic_function' ? field(written, 'function') : written;
  const given = parts(field(node, 'arguments')).map((value): Argument => ({ value }));
  const on = field(callee, 'value') ?? field(callee, 'path');
  const name =
    field(callee, 'field') ?? field(callee, 'name') ?? (callee?.type === 'identifier' ? callee : undefined);
  return { kind: 'call', ...(on && { on }), name: name?.text ?? '', arguments: given };
}

/** Its arguments are tokens: of each only the first is a node that says something. */
function macro(node: Node): Tree {
  const name = field(node, 'macro')?.text.replace(/^.*::/, '') ?? '';
  if (name === 'cfg') return { kind: 'name', name: debugFlag(node.text) };
  const given = tokenGroups(node).flatMap(([value]): Argument[] => (value ? [{ value }] : []));
  return { kind: 'call', name: `${name}!`, arguments: given };
}

/** `cfg!(debug_assertions)` holds in development. */
function debugFlag(text: string): string {
  if (!text.includes('debug_assertions')) return 'cfg!';
  return text.includes('not') ? 'is_production' : 'debug';
}

/** The tokens of a macro between its commas; those that are not named are left out. */
export function tokenGroups(node: Node): Node[][] {
  const tokens = node.children.findLast((child) => child.type === 'token_tree');
  const groups: Node[][] = [[]];
  for (const token of tokens?.children ?? []) {
    if (token.type === ',') groups.push([]);
    else if (token.isNamed) groups.at(-1)?.push(token);
  }
  return groups.filter((group) => group.length > 0);
}

function arms(node: Node): Node[] {
  return parts(field(node, 'body')).flatMap((arm) => field(arm, 'value') ?? []);
}

function struct(node: Node): Tree {
  const type = field(node, 'name');
  const initializers = parts(field(node, 'body'));
  const open = initializers.some((one) => one.type === 'base_field_initializer');
  return { kind: 'object', entries: entriesOf(initializers), open, ...(type && { type }) };
}

/** `port: 8080`, `port`. */
export function entriesOf(initializers: readonly Node[]): Entry[] {
  return initializers.flatMap((one): Entry[] => {
    const name =
      field(one, 'field')?.text ?? (one.type === 'shorthand_field_initializer' ? one.text : undefined);
    const value = field(one, 'value') ?? one;
    return name === undefined ? [] : [{ key: name, value }];
  });
}

/** What a block gives: its last line, where that is no statement. */
function lastExpression(block: Node): Node | undefined {
  const last = parts(block).at(-1);
  if (last?.type === 'expression_statement') {
    const inner = parts(last)[0];
    // `if` and `match` need no semicolon, and with one they give nothing.
    return last.text.endsWith(';') && inner?.type !== 'return_expression' ? undefined : inner;
  }
  return last && /_declaration$|_item$/.test(last.type) ? undefined : last;
}

export function functionOf(node: Node): FunctionTree {
  const body = field(node, 'body');
  const last = body?.type === 'block' ? lastExpression(body) : body;
  const returned = body
    ? nodesOfType(body, 'return_expression').filter((one) => functionAround(one)?.equals(node) === true)
    : [];
  const results = [...returned.flatMap((one) => parts(one).slice(0, 1)), ...(last ? [last] : [])].filter(
    // Who asks for the value has stopped there.
    (one) => !/^(?:Err|None)\b|^anyhow!|^bail!/.test(one.text.slice(0, 20)),
  );
  return { node, parameters: parametersOf(node).map(({ name }) => ({ name })), results };
}

function functionAround(node: Node): Node | undefined {
  for (const above of ancestors(node)) {
    if (above.type === 'function_item' || above.type === 'closure_expression') return above;
  }
  return undefined;
}

export function parametersOf(
  fn: Node,
): { readonly name: string; readonly type?: Node; readonly node: Node }[] {
  return parts(field(fn, 'parameters')).flatMap((node) => {
    if (node.type === 'identifier') return [{ name: node.text, node }];
    const [pattern, type] = [nameIn(field(node, 'pattern')), field(node, 'type')];
    return pattern ? [{ name: pattern.text, node, ...(type && { type }) }] : [];
  });
}

/** The one name that a pattern gives: `x`, `mut x`, `Ok(x)`, `State(x)`. */
export function nameIn(pattern: Node | undefined): Node | undefined {
  let here = pattern;
  for (let steps = 0; here && steps < 8; steps++) {
    if (here.type === 'identifier') return here;
    const inner = parts(here).filter(({ type }) => type !== 'mutable_specifier');
    here =
      here.type === 'tuple_struct_pattern' ? inner[1] : /pattern$/.test(here.type) ? inner[0] : undefined;
  }
  return undefined;
}

export function branch(node: Node): Branch | undefined {
  if (node.type === 'match_arm') {
    const yes = field(node, 'value');
    return yes && { yes };
  }
  if (node.type !== 'if_expression') return undefined;
  const [test, yes, no] = [field(node, 'condition'), field(node, 'consequence'), field(node, 'alternative')];
  return { ...(test && { test }), ...(yes && { yes }), ...(no && { no }) };
}
