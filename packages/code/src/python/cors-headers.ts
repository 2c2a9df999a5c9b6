import type { CorsPolicy, OriginPolicy } from '../facts.js';
import { ancestors, field, nodesOfType, parts, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import type { PythonFile } from './file.js';
import { scopeOf } from './scope.js';
import { stringText } from './text.js';

/** One response header that is set by hand. */
interface Header {
  readonly name: string;
  readonly node: Node;
  readonly value: Node;
  readonly scope: Node;
}

const ORIGIN = 'access-control-allow-origin';
const SETTERS = /^(?:add|set|setdefault|append|send_header|set_header|add_header|update|set_default)$/;

/** `response.headers["Access-Control-Allow-Origin"] = …` and its like, with credentials and Vary of the same function. */
export function headerCors(file: PythonFile): CorsPolicy[] {
  const headers = headersOf(file);
  return headers
    .filter(({ name }) => name === ORIGIN)
    .map((header) => {
      const beside = (name: string) =>
        headers.find((one) => one.name === name && one.scope.equals(header.scope));
      const credentials = beside('access-control-allow-credentials');
      return {
        ...file.at(header.node),
        framework: 'headers',
        origin: originOf(file, header),
        ...(credentials && { credentials: file.valueOf(credentials.value) }),
        vary: /origin/i.test(beside('vary')?.value.text ?? ''),
      };
    });
}

function headersOf(file: PythonFile): Header[] {
  const found: Header[] = [];
  const add = (key: Node | undefined, value: Node | undefined, node: Node): void => {
    const name = stringText(key)?.toLowerCase();
    if (name === undefined || !value || !(name.startsWith('access-control-') || name === 'vary')) return;
    found.push({ name, node, value, scope: scopeOf(node) });
  };
  for (const node of nodesOfType(file.syntax.root, 'assignment', 'pair')) {
    const left = field(node, 'left');
    if (node.type === 'pair') add(field(node, 'key'), field(node, 'value'), node);
    else if (left?.type === 'subscript') add(field(left, 'subscript'), field(node, 'right'), node);
  }
  for (const { node, method, positional } of file.calls) {
    if (SETTERS.test(method)) add(positional[0], positional[1], node);
  }
  return found;
}

function originOf(file: PythonFile, { node, value: written }: Header): OriginPolicy {
  const value = file.valueOf(written);
  if (!isRequestOrigin(file, written, value)) {
    return value.kind === 'unknown' ? { kind: 'unknown', place: value.place } : { kind: 'value', value };
  }
  const test = testAround(node);
  if (!test) return { kind: 'reflected', place: value.place, ...(leavesBefore(node) && { checked: true }) };
  return weakTest(file, test) ?? { kind: 'unknown', place: value.place };
}

/** `request.headers.get("Origin")`, `request.headers["origin"]`, `request.META.get("HTTP_ORIGIN")`. */
function isRequestOrigin(file: PythonFile, written: Node, value: Value): boolean {
  const nodes = written.type === 'identifier' ? sourcesOf(file, written) : [written];
  return nodes.some((node) => {
    const target = node.type === 'boolean_operator' ? field(node, 'left') : node;
    const key =
      target?.type === 'subscript' ? field(target, 'subscript') : parts(field(target, 'arguments'))[0];
    return /^(?:origin|http_origin)$/i.test(stringText(key) ?? '') && value.kind !== 'literal';
  });
}

function sourcesOf(file: PythonFile, name: Node): Node[] {
  return file.values.names
    .declarationsOf(name)
    .flatMap((one) => (one.kind === 'value' ? [one.node] : []))
    .slice(0, 4);
}

/** The condition that holds an origin against something before it is sent back. */
function testAround(node: Node): Node | undefined {
  for (const above of ancestors(node)) {
    if (above.type === 'function_definition') return undefined;
    const test =
      above.type === 'if_statement' || above.type === 'elif_clause' ? field(above, 'condition') : undefined;
    // `if origin:` asks only whether there is one.
    if (test && test.type !== 'identifier' && /origin/i.test(test.text)) return test;
  }
  return undefined;
}

/** `if not allowed: return {}` above it in the same function, where `allowed` says something of the origin. */
function leavesBefore(node: Node): boolean {
  const scope = scopeOf(node);
  const decided = nodesOfType(scope, 'assignment')
    .filter((one) => /\borigin\b/i.test(field(one, 'right')?.text.slice(0, 500) ?? ''))
    .filter((one) =>
      /\bin\b|match\(|\bany\(|allowed\w*\(/.test(field(one, 'right')?.text.slice(0, 500) ?? ''),
    )
    .map((one) => field(one, 'left')?.text ?? '');
  return nodesOfType(scope, 'if_statement').some((one) => {
    if (one.startIndex > node.startIndex) return false;
    const condition = field(one, 'condition')?.text.slice(0, 500) ?? '';
    const body = parts(field(one, 'consequence')).at(-1)?.type ?? '';
    if (!/^(?:return|raise)_statement$/.test(body)) return false;
    return /\borigin\w*\s+not\s+in\b/i.test(condition) || decided.some((name) => condition === `not ${name}`);
  });
}

const HOW: Readonly<Record<string, 'suffix' | 'prefix'>> = { endswith: 'suffix', startswith: 'prefix' };

/** `origin.endswith("railway.app")`, `"railway.app" in origin`, `re.match(r"…", origin)`. */
function weakTest(file: PythonFile, test: Node): OriginPolicy | undefined {
  for (const call of nodesOfType(test, 'call')) {
    const callee = field(call, 'function');
    const how = HOW[field(callee, 'attribute')?.text ?? ''];
    const text = stringText(parts(field(call, 'arguments'))[0]);
    if (text === undefined) continue;
    if (how !== undefined) return { kind: 'match', how, text, place: file.syntax.place(call) };
    if (/^re\.(?:full)?match$|^re\.search$/.test(callee?.text ?? '')) {
      return { kind: 'match', how: 'pattern', text, place: file.syntax.place(call) };
    }
  }
  for (const comparison of test.type === 'comparison_operator'
    ? [test]
    : nodesOfType(test, 'comparison_operator')) {
    const [left, right] = parts(comparison);
    const text = stringText(left);
    if (text === undefined || right?.type !== 'identifier' || !/\bin\b/.test(comparison.text)) continue;
    return { kind: 'match', how: 'substring', text, place: file.syntax.place(comparison) };
  }
  return undefined;
}
