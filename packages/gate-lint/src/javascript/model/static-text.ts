import { unwrap, type Node } from './ast.js';
import type { SourceModel, Variable } from './source-model.js';

const DEPTH = 16;
/** Code units that are kept of a variable: what follows says no more about its kind. */
const LENGTH = 4000;
/** Stands for a part that only running the program would tell. */
export const HOLE = '\u0000';

/** The text that an expression surely is, or nothing. */
export function staticText(model: SourceModel, node: Node): string | undefined {
  const text = sketch(model, node);
  return text.includes(HOLE) ? undefined : text;
}

/** The text of an expression with a `HOLE` for each part that is not constant. */
export function sketch(model: SourceModel, node: Node, depth = DEPTH): string {
  const inner = unwrap(node);
  if (depth === 0) return HOLE;
  switch (inner.type) {
    case 'Literal':
      return typeof inner.value === 'string' || typeof inner.value === 'number' ? String(inner.value) : HOLE;
    case 'TemplateLiteral':
      return inner.quasis
        .map((quasi, i) => {
          const expression = inner.expressions[i];
          return (quasi.value.cooked ?? '') + (expression ? sketch(model, expression, depth - 1) : '');
        })
        .join('');
    case 'BinaryExpression':
      if (inner.operator !== '+') return HOLE;
      return sketch(model, inner.left, depth - 1) + sketch(model, inner.right, depth - 1);
    case 'Identifier':
      return sketchVariable(model, model.variableOf(inner), depth);
    case 'LogicalExpression':
      return sketchFallback(sketch(model, inner.left, depth - 1), sketch(model, inner.right, depth - 1));
    case 'CallExpression':
      // `[…].join(' ')`, `'…'.trim()`, `'…'.concat(x)` keep their constant parts.
      return inner.callee.type === 'MemberExpression' ? sketch(model, inner.callee.object, depth - 1) : HOLE;
    case 'ArrayExpression':
      return inner.elements.map((element) => (element ? sketch(model, element, depth - 1) : '')).join(' ');
    default:
      return HOLE;
  }
}

function sketchFallback(left: string, right: string): string {
  return left === HOLE ? HOLE + right : left;
}

const VARIABLES = new WeakMap<Variable, string>();

/** A constant's text; for a variable that is built up piece by piece, the first piece and a hole. */
function sketchVariable(model: SourceModel, variable: Variable | undefined, depth: number): string {
  if (!variable) return HOLE;
  const known = VARIABLES.get(variable);
  if (known !== undefined) return known;
  // What is asked while it is being found out depends on itself.
  VARIABLES.set(variable, HOLE);
  const all = findSketch(model, variable, depth);
  const text = all.length > LENGTH ? all.slice(0, LENGTH) + HOLE : all;
  VARIABLES.set(variable, text);
  return text;
}

function findSketch(model: SourceModel, variable: Variable, depth: number): string {
  const definition = variable.defs[0];
  if (definition?.type !== 'Variable' || definition.node.id.type !== 'Identifier') return HOLE;
  if (!definition.node.init) return HOLE;
  const text = sketch(model, definition.node.init, depth - 1);
  const isConstant = variable.references.every((reference) => !reference.isWrite() || reference.init);
  return isConstant ? text : text + HOLE;
}
