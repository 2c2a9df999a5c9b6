import type { CorsPolicy } from '../facts.js';
import { textOf } from '../possible.js';
import { ancestors, nodesOfType, type Node } from '../syntax.js';
import type { Value } from '../value.js';
import { isRequestOrigin, policyOf, weakTests } from './origin-policy.js';
import type { Call, SourceFile } from './source-file.js';

/** A header that is set: what its value is, and where. */
export interface HeaderSetting {
  /** Lower case. */
  readonly name: string;
  readonly value: Value;
  readonly node: Node;
}

/** Calls that set a header: `w.Header().Set("Vary", "Origin")`. A name and a value, whatever the call is called. */
export function headersSet(file: SourceFile): HeaderSetting[] {
  return file.calls.flatMap((call) => {
    const name = headerName(file, call);
    const value = name === undefined ? undefined : file.argument(call, 1);
    return name !== undefined && value ? [{ name, value, node: call.node }] : [];
  });
}

function headerName(file: SourceFile, call: Call): string | undefined {
  if (call.given.length < 2) return undefined;
  const [first] = call.given as [Node];
  if (first.endIndex - first.startIndex > 80) return undefined;
  const text = textOf(file.evaluator.of(first))?.toLowerCase();
  return text !== undefined && /^(?:access-control-allow-(?:origin|credentials)|vary)$/.test(text)
    ? text
    : undefined;
}

/** CORS headers that are written by hand; credentials and Vary beside them in the same function. */
export function headerCors(
  file: SourceFile,
  headers: readonly HeaderSetting[] = headersSet(file),
): CorsPolicy[] {
  return headers.flatMap(({ name, value, node }) => {
    if (name !== 'access-control-allow-origin') return [];
    const scope = functionAround(file, node);
    const beside = headers.filter((one) => isInside(scope, one.node));
    const credentials = beside.find((one) => one.name === 'access-control-allow-credentials')?.value;
    const vary = beside.some((one) => one.name === 'vary' && /origin/i.test(textOf(one.value) ?? ''));
    return [
      {
        ...file.at(node),
        framework: 'headers',
        origin: originOf(file, value, node, scope),
        ...(credentials && { credentials }),
        vary,
      },
    ];
  });
}

function originOf(file: SourceFile, value: Value, node: Node, scope: Node): CorsPolicy['origin'] {
  if (!isRequestOrigin(value)) return policyOf(value);
  const weak = testsAround(file, node).flatMap((test) => [...weakTests(file.evaluator.of(test))]);
  if (weak[0]) return weak[0];
  return { kind: 'reflected', place: value.place, ...(isChecked(file, scope) && { checked: true }) };
}

function testsAround(file: SourceFile, node: Node): Node[] {
  const found: Node[] = [];
  for (const above of ancestors(node)) {
    const test = file.reading.branch(above)?.test;
    if (test) found.push(test);
    if (file.reading.functionTypes?.has(above.type) === true) break;
  }
  return found.slice(0, 8);
}

/** The function looks at the origin: compares it, looks it up, or hands it to somebody who does. */
function isChecked(file: SourceFile, scope: Node): boolean {
  const { reading } = file;
  const nodes = nodesOfType(scope, ...reading.callTypes, ...(reading.compareTypes ?? []));
  return nodes.slice(0, 400).some((node) => {
    if (node.endIndex - node.startIndex > 300 || !/origin/i.test(node.text)) return false;
    const tree = reading.read(node);
    if (tree.kind === 'index')
      return isOriginVariable(tree.key) || isRequestOrigin(file.evaluator.of(tree.key));
    if (tree.kind === 'compare') return !isEmpty(file, tree.left) && !isEmpty(file, tree.right);
    if (tree.kind !== 'call' || EXISTS.test(tree.name)) return false;
    const call = file.callAt(node);
    const isSetting =
      (call !== undefined && headerName(file, call) !== undefined) ||
      tree.arguments.some(({ name = '' }) => /^(?:access-control-|vary$)/i.test(name));
    return tree.arguments.some(
      ({ value }) =>
        isOriginVariable(value) ||
        (!isSetting &&
          isRequestOrigin(file.evaluator.of(value)) &&
          !isRequestOrigin(file.evaluator.of(node))),
    );
  });
}

/** Calls that ask only whether there is one, and those that take it down. */
const EXISTS = /^(?:isset|empty|is_null|is_string|strlen|present\?|nil\?|blank\?|error_log|puts)$/;

function isEmpty(file: SourceFile, node: Node): boolean {
  const tree = file.reading.read(node);
  return tree.kind === 'literal' && (tree.value === '' || tree.value === null || tree.value === 0);
}

/** A variable that holds it, handed to a function that is none of the header's own. */
function isOriginVariable(node: Node): boolean {
  if (!/^[$&@]?\w*origin\w*$/i.test(node.text.slice(0, 60))) return false;
  return !/access-control|set_?header|\bheader\b|insert|append|add\b/i.test(
    node.parent?.parent?.text.slice(0, 120) ?? '',
  );
}

function functionAround(file: SourceFile, node: Node): Node {
  for (const above of ancestors(node)) {
    if (file.reading.functionTypes?.has(above.type) === true) return above;
  }
  return file.syntax.root;
}

function isInside(scope: Node, node: Node): boolean {
  return scope.startIndex <= node.startIndex && node.endIndex <= scope.endIndex;
}
