/** A node of the syntax tree, copied out of wasm memory: plain, cheap to walk, gone with the file. */
export interface PyNode {
  /** The grammar's name: `call`, `attribute`; an operator's own text for operators. */
  readonly type: string;
  /** The parent's name for this child: `function`, `arguments`. */
  readonly field: string | undefined;
  /** UTF-16 offsets, the end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly children: PyNode[];
  readonly parent: PyNode | undefined;
}

export function child(node: PyNode, field: string): PyNode | undefined {
  for (const candidate of node.children) if (candidate.field === field) return candidate;
  return undefined;
}

export function childrenOf(node: PyNode, field: string): PyNode[] {
  return node.children.filter((candidate) => candidate.field === field);
}

export function firstOfType(node: PyNode, type: string): PyNode | undefined {
  return node.children.find((candidate) => candidate.type === type);
}

/** The node and everything below it, parents first. Iterative: the tree may be deep. */
export function* descendants(node: PyNode): Generator<PyNode> {
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index--) open.push(next.children[index] as PyNode);
  }
}

/** The nearest node of one of the types around `node`, itself excluded. */
export function enclosing(node: PyNode, ...types: string[]): PyNode | undefined {
  for (let around = node.parent; around !== undefined; around = around.parent) {
    if (types.includes(around.type)) return around;
  }
  return undefined;
}

/** `(((x)))` is `x`. */
export function withoutParentheses(node: PyNode): PyNode {
  let inner = node;
  while (inner.type === 'parenthesized_expression' && inner.children[0] !== undefined)
    inner = inner.children[0];
  return inner;
}
