import type { Problem, SourceText } from './problems.js';

/** JSON and YAML in one form, with the place of everything. Offsets are UTF-16 code units. */
export type DocumentNode = ObjectNode | ListNode | ScalarNode;

interface Placed {
  readonly offset: number;
  /** Levels below and including this one. */
  readonly depth: number;
  /** Number of nodes below and including this one; a YAML alias counts in full. */
  readonly size: number;
}

export interface ObjectNode extends Placed {
  readonly kind: 'object';
  readonly members: readonly Member[];
}

export interface Member {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: DocumentNode;
}

export interface ListNode extends Placed {
  readonly kind: 'list';
  readonly items: readonly DocumentNode[];
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

/** A file that was parsed. */
export interface ConfigDocument extends SourceText {
  readonly root: DocumentNode;
}

/** Far more than anybody writes, and little enough to be validated at once. */
const SIZE_LIMIT = 50_000;
const DEPTH_LIMIT = 64;

/** A key that would change an object instead of entering it. */
const FORBIDDEN_KEY = '__proto__';

export function objectNode(offset: number, members: readonly Member[]): ObjectNode {
  return { kind: 'object', offset, members, ...extentOf(members.map(({ value }) => value)) };
}

export function listNode(offset: number, items: readonly DocumentNode[]): ListNode {
  return { kind: 'list', offset, items, ...extentOf(items) };
}

export function scalarNode(offset: number, value: ScalarNode['value']): ScalarNode {
  return { kind: 'scalar', offset, value, depth: 1, size: 1 };
}

function extentOf(children: readonly DocumentNode[]): Pick<Placed, 'depth' | 'size'> {
  let [depth, size] = [1, 1];
  for (const child of children) {
    depth = Math.max(depth, child.depth + 1);
    size += child.size;
  }
  return { depth, size };
}

/** What no parser complains of: duplicate keys, `__proto__`, and a document that only a machine would write. */
export function documentProblems(root: DocumentNode): Problem[] {
  if (root.size > SIZE_LIMIT) return [{ offset: 0, message: `The file has more than ${SIZE_LIMIT} values.` }];
  if (root.depth > DEPTH_LIMIT)
    return [{ offset: 0, message: `The file is nested more than ${DEPTH_LIMIT} levels deep.` }];
  const problems: Problem[] = [];
  const seen = new Set<DocumentNode>();
  const pending = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === 'list') pending.push(...node.items);
    if (node.kind !== 'object') continue;
    pending.push(...node.members.map(({ value }) => value));
    problems.push(...keyProblems(node));
  }
  return problems;
}

function keyProblems({ members }: ObjectNode): Problem[] {
  const problems: Problem[] = [];
  const keys = new Set<string>();
  for (const { key, keyOffset } of members) {
    const shown = JSON.stringify(key.slice(0, 80));
    if (keys.has(key)) problems.push({ offset: keyOffset, message: `The key ${shown} is there twice.` });
    if (key === FORBIDDEN_KEY)
      problems.push({ offset: keyOffset, message: `The key ${shown} is not allowed.` });
    keys.add(key);
  }
  return problems;
}

/** Plain data. Only for documents without problems. */
export function valueOfNode(node: DocumentNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(valueOfNode);
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, valueOfNode(value)]));
  }
}

/** A key or index after the other. Where nothing is there, the last place on the way. */
export function nodeAt(root: DocumentNode, path: readonly string[]): DocumentNode {
  let node = root;
  for (const step of path) {
    const next = node.kind === 'list' ? node.items[Number(step)] : memberOf(node, step)?.value;
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

export function memberOf(node: DocumentNode, key: string): Member | undefined {
  return node.kind === 'object' ? node.members.find((member) => member.key === key) : undefined;
}
