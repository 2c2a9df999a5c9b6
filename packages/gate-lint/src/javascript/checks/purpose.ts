import {
  functionAround,
  isFunction,
  memberName,
  propertyName,
  unwrap,
  type FunctionNode,
  type Node,
} from '../model/ast.js';
import type { SourceModel } from '../model/source-model.js';
import { functionName } from '../flow/functions.js';

/** Names that a value gets on its way: of the variable, the property, the function that returns or receives it. */
export function purposesOf(model: SourceModel, node: Node, depth = 2): string[] {
  const names: string[] = [];
  let child = node;
  for (let parent = node.parent; parent; parent = parent.parent) {
    const name = nameGiven(parent, child);
    if (name !== undefined) names.push(name);
    if (isReturned(model, parent, child))
      names.push(...purposesOfFunction(model, functionAround(child), depth));
    if (name !== undefined || isFunction(parent) || isDelay(parent, child)) break;
    child = parent;
  }
  return names;
}

function purposesOfFunction(model: SourceModel, owner: FunctionNode | undefined, depth: number): string[] {
  if (!owner) return [];
  const outer = owner.parent as Node | undefined;
  // A callback's value becomes part of what its caller makes: `Array.from({ length }, () => …)`.
  if (outer?.type === 'CallExpression' && outer.callee !== owner && depth > 0)
    return purposesOf(model, outer, depth - 1);
  const callers = depth > 0 ? model.callsOf(owner).slice(0, 20) : [];
  return [functionName(owner), ...callers.flatMap((call) => purposesOf(model, call, depth - 1))];
}

function nameGiven(parent: Node, child: Node): string | undefined {
  switch (parent.type) {
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' ? parent.id.name : undefined;
    case 'AssignmentExpression':
      return parent.right === child ? targetName(parent.left) : undefined;
    case 'Property':
    case 'PropertyDefinition':
      return parent.value === child ? propertyName(parent.key, parent.computed) : undefined;
    case 'CallExpression':
      return parent.arguments.some((argument) => argument === child)
        ? receivingName(parent.callee)
        : undefined;
    default:
      return undefined;
  }
}

/** `setToken(x)`, `session.set('otp', x)`: only functions that keep what they are given name its purpose. */
function receivingName(callee: Node): string | undefined {
  const inner = unwrap(callee);
  const name =
    inner.type === 'Identifier'
      ? inner.name
      : inner.type === 'MemberExpression'
        ? (memberName(inner) ?? '')
        : '';
  return /^set[A-Z]|^(?:store|save)[A-Z]/.test(name) ? name : undefined;
}

function targetName(target: Node): string | undefined {
  if (target.type === 'Identifier') return target.name;
  return target.type === 'MemberExpression' ? memberName(target) : undefined;
}

/** Does the value, or the variable it is stored in, leave its function? */
function isReturned(model: SourceModel, parent: Node, child: Node): boolean {
  if (parent.type === 'ReturnStatement') return true;
  if (parent.type === 'ArrowFunctionExpression') return parent.body === child;
  const target =
    parent.type === 'AssignmentExpression'
      ? parent.left
      : parent.type === 'VariableDeclarator'
        ? parent.id
        : undefined;
  if (target?.type !== 'Identifier') return false;
  const owner = functionAround(parent);
  const variable = model.variableOf(target);
  if (!owner || !variable) return false;
  return variable.references.slice(0, 100).some((reference) => isWithinReturn(reference.identifier, owner));
}

function isWithinReturn(node: Node, owner: Node): boolean {
  for (let at = node.parent; at && at !== owner; at = at.parent) {
    if (at.type === 'ReturnStatement') return true;
    if (isFunction(at)) return false;
  }
  return false;
}

function isDelay(parent: Node, child: Node): boolean {
  if (parent.type !== 'CallExpression' || parent.callee === child) return false;
  const name = parent.callee.type === 'Identifier' ? parent.callee.name : '';
  return /^(?:setTimeout|setInterval|sleep|delay|wait)$/.test(name);
}
