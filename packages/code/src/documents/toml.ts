import { TextPosition, isDeeplyNested } from '@railgate/kit';
import { ParseError, parseTOML, type AST } from 'toml-eslint-parser';

import { ConfigDocument, type ArrayNode, type ConfigNode, type TableNode } from './config-document.js';
import { DEPTH_LIMIT, ParseStop, TooDeep, tooDeep, type Parsed } from './parsed.js';

/** Reads TOML 1.0, as Railway reads railway.toml. Duplicate keys are failures there. */
export function parseToml(path: string, text: string): Parsed<ConfigDocument> {
  if (isDeeplyNested(text)) return tooDeep(path);
  const position = new TextPosition(text);
  try {
    const tree = build(parseTOML(text, { tomlVersion: '1.0' }), text.length);
    return { kind: 'document', document: new ConfigDocument({ path, format: 'toml', text, tree }) };
  } catch (error) {
    if (error instanceof TooDeep || error instanceof RangeError) return tooDeep(path);
    const stop = stopOf(error, text);
    return {
      kind: 'failure',
      failure: { message: stop.message, region: position.region(stop.start, stop.end) },
    };
  }
}

function stopOf(error: unknown, text: string): ParseStop {
  if (error instanceof ParseStop) return error;
  if (!(error instanceof ParseError)) throw error;
  // At the end of a line there is nothing to mark, and CR LF is one end.
  const { index } = error;
  const at = text.startsWith('\r\n', index - 1) && text[index] === '\n' ? index - 1 : index;
  return new ParseStop(`${error.message}.`, at, /[\r\n]/.test(text[at] ?? '') ? at : at + 1);
}

function build(program: AST.TOMLProgram, end: number): ConfigNode {
  const root: TableNode = { kind: 'table', entries: new Map(), start: 0, end };
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') assign(root, node, 0);
    else addTable(root, node);
  }
  return root;
}

/** `[a.b]` and `[[a.b]]`: `resolvedKey` holds the index of the element where a table array is on the way. */
function addTable(root: TableNode, node: AST.TOMLTable): void {
  let here: ConfigNode = root;
  const names = [...node.key.keys];
  checkDepth(node.resolvedKey.length);
  for (const [index, segment] of node.resolvedKey.entries()) {
    const [start, end] = typeof segment === 'string' ? (names.shift() ?? node).range : node.key.range;
    here = child(here, segment, { start, end }, node.resolvedKey[index + 1]);
  }
  if (here.kind !== 'table') return;
  for (const pair of node.body) assign(here, pair, node.resolvedKey.length);
}

/** The node below `segment`, made when it is not there: a list where a number follows, else a table. */
function child(
  parent: ConfigNode,
  segment: string | number,
  key: { start: number; end: number },
  next: string | number | undefined,
): ConfigNode {
  const made = (): ConfigNode =>
    typeof next === 'number'
      ? { kind: 'array', items: [], start: key.start, end: key.start }
      : { kind: 'table', entries: new Map(), start: key.start, end: key.start };
  if (parent.kind === 'array' && typeof segment === 'number') return (parent.items[segment] ??= made());
  if (parent.kind !== 'table') throw new ParseStop('A table is expected here.', key.start, key.end);
  const existing = parent.entries.get(String(segment));
  if (existing) return existing.node;
  const node = made();
  parent.entries.set(String(segment), { key, node });
  return node;
}

function assign(table: TableNode, pair: AST.TOMLKeyValue, depth: number): void {
  const keys = pair.key.keys;
  checkDepth(depth + keys.length);
  let here: ConfigNode = table;
  for (const part of keys.slice(0, -1)) {
    here = child(here, nameOf(part), { start: part.range[0], end: part.range[1] }, undefined);
  }
  const last = keys.at(-1);
  if (!last || here.kind !== 'table') return;
  const key = { start: last.range[0], end: last.range[1] };
  here.entries.set(nameOf(last), { key, node: convert(pair.value, depth + keys.length) });
}

function convert(node: AST.TOMLContentNode, depth: number): ConfigNode {
  checkDepth(depth);
  const [start, end] = node.range;
  if (node.type === 'TOMLArray') {
    const array: ArrayNode = { kind: 'array', items: [], start, end };
    for (const element of node.elements) array.items.push(convert(element, depth + 1));
    return array;
  }
  if (node.type === 'TOMLInlineTable') {
    const table: TableNode = { kind: 'table', entries: new Map(), start, end };
    for (const pair of node.body) assign(table, pair, depth + 1);
    return table;
  }
  return { kind: 'scalar', value: 'datetime' in node ? node.datetime : node.value, start, end };
}

function nameOf(key: AST.TOMLBare | AST.TOMLQuoted): string {
  return key.type === 'TOMLBare' ? key.name : key.value;
}

function checkDepth(depth: number): void {
  if (depth > DEPTH_LIMIT) throw new TooDeep();
}
