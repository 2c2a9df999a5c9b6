import { field, nodesOfType, parts, type Node } from '../syntax.js';

/** One name that a `use` brings. */
export interface Used {
  readonly name: string;
  /** The path before the item: `std::env`. */
  readonly from: string;
  /** `*` for all of it. */
  readonly item: string;
}

/** A tree of braces may be of any depth. */
const LIMIT = 2000;

/** `use std::{env, net::SocketAddr as Addr};`, `use crate::config::*;`. */
export function used(declaration: Node): Used[] {
  const found: Used[] = [];
  const rest: { node: Node; prefix: string }[] = [];
  const start = field(declaration, 'argument');
  if (start) rest.push({ node: start, prefix: '' });
  for (let one = rest.pop(); one && found.length < LIMIT; one = rest.pop()) {
    const { node, prefix } = one;
    if (node.type === 'use_list') rest.push(...parts(node).map((inner) => ({ node: inner, prefix })));
    else if (node.type === 'scoped_use_list') {
      const list = field(node, 'list');
      if (list) rest.push({ node: list, prefix: prefix + pathOf(field(node, 'path')) });
    } else found.push(...usedBy(node, prefix));
  }
  return found;
}

function pathOf(node: Node | undefined): string {
  return node ? `${node.text.slice(0, 300)}::` : '';
}

function usedBy(node: Node, prefix: string): Used[] {
  if (node.type === 'use_wildcard') {
    const from = `${prefix}${parts(node)[0]?.text ?? ''}`.replace(/::$/, '');
    return [{ name: '*', from, item: '*' }];
  }
  const alias = node.type === 'use_as_clause' ? field(node, 'alias')?.text : undefined;
  const path = `${prefix}${(alias === undefined ? node : (field(node, 'path') ?? node)).text.slice(0, 300)}`;
  const segments = path.split('::');
  // `use std::env::{self}`
  const own = segments.at(-1) === 'self' ? segments.slice(0, -1) : segments;
  const item = own.at(-1) ?? '';
  return [{ name: alias ?? item, from: own.slice(0, -1).join('::'), item }];
}

/** The modules that a file takes all names of, one after the other with `|` between them. */
export function wildcards(root: Node): string | undefined {
  const found = nodesOfType(root, 'use_declaration').flatMap((node) =>
    node.text.slice(0, 500).includes('*') ? used(node).filter(({ item }) => item === '*') : [],
  );
  const own = found.map(({ from }) => from).filter((from) => /^(?:crate|self|super)\b/.test(from));
  return own.length === 0 ? undefined : own.slice(0, 8).join('|');
}
