import type { EnvRead } from '../facts.js';
import { field, nodesOfType, type Node, type Syntax } from '../syntax.js';
import type { WrittenForms } from './written-forms.js';

/**
 * Marks the reads after which the program goes on without the variable: it is compared (`=== 'true'`), asked for
 * (`if (X)`, `X ? a : b`, `X && …`, `!!X`), or `None` in a class of settings. `if (!X) throw` is none of them.
 */
export function withOptional(
  syntax: Syntax,
  forms: WrittenForms,
  reads: readonly EnvRead[],
): readonly EnvRead[] {
  if (reads.length === 0) return reads;
  const nodes = new Map<string, Node>();
  const types = [...forms.callTypes, ...forms.dynamicTypes, 'member_expression', 'assignment'];
  for (const node of nodesOfType(syntax.root, ...new Set(types)))
    nodes.set(keyOf(syntax.place(node).region), node);
  return reads.map((read) => {
    const node = nodes.get(keyOf(read.place.region));
    return node && isOptional(node) ? { ...read, isOptional: true } : read;
  });
}

function keyOf({ startLine, startColumn, endLine, endColumn }: EnvRead['place']['region']): string {
  return `${startLine}:${startColumn}:${endLine}:${endColumn}`;
}

function isOptional(read: Node): boolean {
  if (read.type === 'assignment')
    return /=\s{0,10}(?:\w{0,20}Field\(\s{0,20}(?:default\s{0,5}=\s{0,5})?)?None\b/.test(
      read.text.slice(0, 500),
    );
  let node = read;
  for (let steps = 0; steps < 6 && node.parent; steps++) {
    const { parent } = node;
    if (isCondition(parent, node) || isCompared(parent) || isTruth(parent)) return true;
    if (isArgument(parent, node) || isAlternative(parent, node)) return true;
    if (!PASSES.has(parent.type)) return false;
    node = parent;
  }
  return false;
}

/** `(X)`, `X!`, `X as string`, `X?.toLowerCase()`, `X.strip()`. */
const PASSES: ReadonlySet<string> = new Set([
  'parenthesized_expression', 'non_null_expression', 'as_expression', 'member_expression', 'call_expression',
  'attribute', 'call', 'method_invocation', 'invocation_expression', 'parenthesized_statements', 'arguments',
  'argument_list', 'member_access_expression',
]); // prettier-ignore

function isCondition(parent: Node, node: Node): boolean {
  if (parent.type === 'conditional_expression' && !field(parent, 'condition'))
    return parent.namedChildren[1]?.equals(node) === true;
  const test = field(parent, 'condition');
  if (test?.equals(node) === true) return true;
  return (
    /^(?:binary_expression|boolean_operator|binary)$/.test(parent.type) &&
    isAnd(parent) &&
    field(parent, 'left')?.equals(node) === true
  );
}

function isAnd(node: Node): boolean {
  return node.children.some(({ type }) => type === '&&' || type === 'and');
}

function isCompared(parent: Node): boolean {
  if (!/^(?:binary_expression|comparison_operator|binary|equality_expression)$/.test(parent.type))
    return false;
  return (
    parent.children.some(({ type }) => COMPARES.has(type)) &&
    parent.namedChildren.some(
      ({ type, text }) => /string|number|integer/.test(type) && !/^["'`]{2}$/.test(text),
    )
  );
}

const COMPARES: ReadonlySet<string> = new Set(['==', '===', '!=', '!==', 'in', 'not in']);

/** `!!X`, `Boolean(X)`, `bool(X)`. */
function isTruth(parent: Node): boolean {
  if (parent.type === 'unary_expression')
    return parent.parent?.type === 'unary_expression' && parent.parent.text.startsWith('!!');
  return (
    /^(?:call_expression|call)$/.test(parent.type) && /^(?:Boolean|bool)\(/.test(parent.text.slice(0, 10))
  );
}

/** `isEnabled(X)`, `math(X, 3000)`: a helper says what holds without it. */
function isArgument(parent: Node, node: Node): boolean {
  if (!/^argument(?:s|_list)$/.test(parent.type) || parent.namedChildren[0]?.equals(node) !== true)
    return false;
  const second = parent.namedChildren[1]?.type ?? '';
  return (
    /^(?:number|integer|float|int_literal|integer_literal|true|false)$/.test(second) ||
    FLAG.test(calleeOf(parent))
  );
}

const FLAG = /(?:^|[._])(?:is|has|to|as|parse|get|read)?_?(?:enabled|bool(?:ean)?|truthy|flag)\w{0,10}$/i;

function calleeOf({ parent, startIndex }: Node): string {
  return parent ? parent.text.slice(0, Math.min(startIndex - parent.startIndex, 80)) : '';
}

/** The second of `A ?? B`, where both are read; Rust's `.or_else(|_| env::var("B"))` and `.unwrap_or_default()`. */
function isAlternative(parent: Node, node: Node): boolean {
  if (parent.type === 'closure_expression') return true;
  if (parent.type === 'field_expression')
    return /\.\s{0,20}(?:unwrap_or_default|is_ok)$/.test(parent.text.slice(-40));
  if (!/^(?:binary_expression|boolean_operator|binary)$/.test(parent.type)) return false;
  const isOr = parent.children.some(({ type }) => type === '??' || type === '||' || type === 'or');
  return (
    isOr &&
    field(parent, 'right')?.equals(node) === true &&
    /env/i.test(field(parent, 'left')?.text.slice(0, 500) ?? '')
  );
}
