import type { Argument, Branch, Entry, Tree } from '../common/tree.js';
import { field, nodesOfType, parts, type Node } from '../syntax.js';
import { binary, same, member } from '../common/plain-trees.js';

const OTHER: Tree = { kind: 'other' };

/** One level of a Go expression. */
export function read(node: Node): Tree {
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return { kind: 'literal', value: textOf(node) ?? '' };
    case 'int_literal':
    case 'float_literal':
      return numberOf(node.text);
    case 'true':
    case 'false':
      return { kind: 'literal', value: node.type === 'true' };
    case 'nil':
      return { kind: 'literal', value: null };
    case 'identifier':
    case 'type_identifier':
    case 'package_identifier':
    case 'field_identifier':
      return { kind: 'name', name: node.text };
    case 'selector_expression':
      return member(field(node, 'operand'), field(node, 'field'));
    case 'qualified_type':
      return member(field(node, 'package'), field(node, 'name'));
    case 'call_expression':
      return call(node);
    case 'type_conversion_expression':
      return same(field(node, 'operand'));
    case 'binary_expression':
      return binary(node);
    case 'unary_expression':
      return unary(node);
    case 'composite_literal':
      return composite(node);
    case 'index_expression':
      return index(node);
    case 'func_literal':
      return {
        kind: 'function',
        function: { node, parameters: parametersOf(node), results: resultsOf(node) },
      };
    case 'expression_list':
      return list(node);
    case 'literal_element':
    case 'parenthesized_expression':
    case 'type_assertion_expression':
    case 'pointer_type':
    case 'generic_type':
      return same(field(node, 'operand') ?? field(node, 'type') ?? parts(node)[0]);
    default:
      return OTHER;
  }
}

function index(node: Node): Tree {
  const [of, key] = [field(node, 'operand'), field(node, 'index')];
  return of && key ? { kind: 'index', of, key } : OTHER;
}

function list(node: Node): Tree {
  const items = parts(node);
  return items.length === 1 ? same(items[0]) : { kind: 'list', items };
}

function numberOf(text: string): Tree {
  const value = Number(text.replaceAll('_', ''));
  return Number.isNaN(value) ? OTHER : { kind: 'literal', value };
}

/** The text of a string literal; nothing for what is none. */
export function textOf(node: Node | undefined): string | undefined {
  if (node?.type === 'raw_string_literal') return node.text.slice(1, -1);
  if (node?.type !== 'interpreted_string_literal') return undefined;
  const text = node.text.slice(1, -1);
  return text.includes('\\') ? text.replace(/\\(["\\nrt])/g, (_, one: string) => ESCAPES[one] ?? one) : text;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function call(node: Node): Tree {
  const callee = field(node, 'function');
  const given = parts(field(node, 'arguments')).map((value): Argument => ({ value }));
  const on = callee?.type === 'selector_expression' ? field(callee, 'operand') : undefined;
  const name = (on ? field(callee, 'field') : callee?.type === 'identifier' ? callee : undefined)?.text ?? '';
  return { kind: 'call', ...(on && { on }), name, arguments: given };
}

function unary(node: Node): Tree {
  const of = field(node, 'operand');
  const operator = field(node, 'operator')?.text;
  if (!of) return OTHER;
  if (operator === '!') return { kind: 'not', of };
  return operator === '&' || operator === '*' ? same(of) : OTHER;
}

function composite(node: Node): Tree {
  const [type, body] = [field(node, 'type'), field(node, 'body')];
  if (type && /^(?:slice|array|implicit_length_array)_type$/.test(type.type)) {
    return { kind: 'list', items: parts(body) };
  }
  return { kind: 'object', entries: entriesOf(body), ...(type && { type }) };
}

/** `Addr: ":8080"`, `"key": value`. */
export function entriesOf(body: Node | undefined): Entry[] {
  return parts(body).map((element): Entry => {
    if (element.type !== 'keyed_element') return { value: element };
    const [key, value] = parts(element);
    const name = parts(key)[0];
    return { key: textOf(name) ?? name?.text ?? '', value: value ?? element };
  });
}

export function parametersOf(
  node: Node,
): { readonly name: string; readonly type?: Node; readonly node: Node }[] {
  return parts(field(node, 'parameters')).flatMap((declaration) => {
    const type = field(declaration, 'type');
    const names = declaration.childrenForFieldName('name').filter((name) => name?.isNamed === true);
    return names.flatMap((name) =>
      name ? [{ name: name.text, ...(type && { type }), node: declaration }] : [],
    );
  });
}

/** What the function returns: not what functions inside it do. */
export function resultsOf(fn: Node): Node[] {
  const body = field(fn, 'body');
  if (!body) return [];
  return nodesOfType(body, 'return_statement')
    .filter((node) => functionAround(node)?.equals(fn) === true)
    .flatMap((node) => parts(node).slice(0, 1))
    .filter((list, _index, all) => all.length === 1 || !isFailure(list));
}

/** `return nil, err`: who asks for the value has stopped there. */
function isFailure(list: Node): boolean {
  const [first, second] = parts(list);
  return first?.type === 'nil' && second !== undefined;
}

function functionAround(node: Node): Node | undefined {
  for (let above = node.parent; above; above = above.parent) {
    if (/^(?:func_literal|function_declaration|method_declaration)$/.test(above.type)) return above;
  }
  return undefined;
}

export function branch(node: Node): Branch | undefined {
  if (node.type === 'if_statement') {
    const [test, yes, no] = [
      field(node, 'condition'),
      field(node, 'consequence'),
      field(node, 'alternative'),
    ];
    return { ...(test && { test }), ...(yes && { yes }), ...(no && { no }) };
  }
  if (!/^(?:expression_case|default_case|type_case|communication_case)$/.test(node.type)) return undefined;
  const yes = parts(node).at(-1);
  return yes && { yes };
}
