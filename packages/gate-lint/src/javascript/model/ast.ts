import type { TSESTree } from '@typescript-eslint/types';

export type Node = TSESTree.Node;
export type Call = TSESTree.CallExpression;
export type New = TSESTree.NewExpression;
export type Identifier = TSESTree.Identifier;
export type Member = TSESTree.MemberExpression;
export type Template = TSESTree.TemplateLiteral;
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** The expression without what changes only its type or its time: `(await x)!`, `x as T`, `x?.y`. */
export function unwrap(node: Node): Node {
  let inner = node;
  for (;;) {
    switch (inner.type) {
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        inner = inner.expression;
        break;
      case 'AwaitExpression':
      case 'SpreadElement':
        inner = inner.argument;
        break;
      default:
        return inner;
    }
  }
}

/** Name of a property or key: `a.b`, `a['b']`, `{ b: … }`. Nothing when it is computed. */
export function propertyName(key: Node, computed: boolean): string | undefined {
  if (!computed && key.type === 'Identifier') return key.name;
  if (key.type === 'PrivateIdentifier') return `#${key.name}`;
  if (key.type === 'Literal') return String(key.value);
  if (key.type === 'TemplateLiteral' && key.quasis.length === 1)
    return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

export function memberName(node: Member): string | undefined {
  return propertyName(node.property, node.computed);
}

/** The value of a property of an object literal, for spreads and methods too. */
export function propertyOf(object: Node | undefined, name: string): Node | undefined {
  if (object?.type !== 'ObjectExpression') return undefined;
  for (const property of object.properties) {
    if (property.type === 'Property' && propertyName(property.key, property.computed) === name)
      return property.value;
  }
  return undefined;
}

/** The nearest function around a node, or nothing at the top of the file. */
export function functionAround(node: Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (isFunction(at)) return at;
  return undefined;
}

export function contains(outer: Node, inner: Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}

/** All nodes below and including `root`, parents first, without recursion: hostile code nests deeply. */
export function* descendants(root: Node, keys: VisitorKeys): Generator<Node> {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node; node = stack.pop()) {
    yield node;
    const children = childrenOf(node, keys);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i] as Node);
  }
}

export type VisitorKeys = Readonly<Record<string, readonly string[] | undefined>>;

export function childrenOf(node: Node, keys: VisitorKeys): Node[] {
  const children: Node[] = [];
  for (const key of keys[node.type] ?? []) {
    const value: unknown = Reflect.get(node, key);
    if (Array.isArray(value)) children.push(...value.filter(isNode));
    else if (isNode(value)) children.push(value);
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
